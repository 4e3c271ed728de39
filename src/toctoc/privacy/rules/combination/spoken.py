"""Patterns of ages, sexes, families, origins and events, in plain text (lower case, no accents), French and English."""

from __future__ import annotations

import re

from toctoc.privacy.rules.lazy import lazy

_NOT_AGE = (
    r"(?<!depuis )(?<!y a )(?<!pendant )(?<!apres )(?<!dans )(?<!tous les )(?<!plus de )(?<!sur )(?<!durant )"
    r"(?<!environ )(?<!en )(?<!for )(?<!moins de )(?<!des )(?<!les )"
)
# "45 ans", "45-year-old", "aged 45": an exact age.
EXACT = lazy(
    rf"(?<![\d.,/-]){_NOT_AGE}(?P<age>\d{{1,3}})(?:\s?ans\b(?!\s(?:plus tot|avant|apres|auparavant|d['’e ]))"
    rf"|[\s-]years?[\s-]old\b"
    r"|\s?y/?o\b|\syrs old\b)|\baged?\s(?P<aged>\d{1,3})\b(?!\s?(?:%|mois|months?|weeks?))"
)
# "Quarante-cinq ans"
IN_WORDS = lazy(
    r"(?<![a-z-])(?<!depuis )(?<!pendant )(?<!dans )"
    r"(?P<words>(?:[a-z-]{2,24}\s){0,2}[a-z-]{3,24})\s(?:ans\b|years?[ -]old\b)"
)
RANGE = lazy(
    r"(?:\bentre\s|\bbetween\s)?(?<![\d.,/-])(?P<low>\d{1,3})\s?(?:-|a|et|and|to"
    r"|ou)\s?(?P<high>\d{1,3})\s?(?:ans\b|years?\b)"
)
MONTHS = lazy(r"(?:\bde\s|\bage[e]?\sde\s|,\s)(?P<months>\d{1,2})\s?(?:mois|months?)\b")
# Words for an age: the years they say.
AGE_WORDS: tuple[tuple[re.Pattern[str], int, int], ...] = tuple(
    (re.compile(rf"\b(?:{words})\b"), low, high)
    for words, low, high in (
        ("nouveau[- ]nee?s?|newborn", 0, 0),
        ("nourrisson|bebe|baby|infant", 0, 2),
        ("fillette|garconnet|little girl|little boy|toddler", 2, 11),
        ("adolescente?|ado|teenager|teen", 12, 17),
        ("la vingtaine", 20, 29),
        ("trentenaire|la trentaine|in (?:his|her) thirties", 30, 39),
        ("quadragenaire|quarantenaire|quadra|la quarantaine|in (?:his|her) forties", 40, 49),
        ("quinquagenaire|quinqua|la cinquantaine|in (?:his|her) fifties", 50, 59),
        ("sexagenaire|la soixantaine|in (?:his|her) sixties", 60, 69),
        ("septuagenaire|in (?:his|her) seventies", 70, 79),
        ("octogenaire|in (?:his|her) eighties", 80, 89),
        ("nonagenaire|in (?:his|her) nineties", 90, 99),
        ("centenaire|centenarian", 100, 115),
    )
)
BORN = lazy(r"\b(?:nee?s?|born)\s(?:en|in)\s(?P<year>(?:19|20)\d{2})\b")
FEMALE = lazy(
    r"\b(?:patiente|femme|madame|mme|mlle|fillette|dame|parturiente|woman|girl|female|lady|mrs|f\s(?=\d{2}\s?ans))\b"
)
MALE = lazy(
    r"\b(?:patient(?=\sde\s\d|\sage\b)|homme|monsieur|garcon|garconnet|man|boy|male|gentleman|h\s(?=\d{2}\s?ans))\b"
)
# What a family is like: pattern, value, share of people. Orders of magnitude: INSEE (census 2021, table POP3, for the
# widowed and divorced; enquête Famille et logements for numbers of children), births registers for twins and triplets,
# DREES for children in care.
FAMILY: tuple[tuple[re.Pattern[str], str, float], ...] = tuple(
    (re.compile(rf"\b(?:{words})\b"), value, share)
    for words, value, share in (
        ("jumeaux|jumelles|jumeau|jumelle|twins?", "twins", 0.03),
        ("triples|triplees|triplets", "triplets", 4e-4),
        ("(?:cinq|5|six|6) enfants|(?:five|six|5|6) children", "5 children", 0.02),
        (
            "(?:sept|7|huit|8|neuf|9|dix|1[0-5]) enfants|(?:seven|eight|nine|ten|[789]|1[0-5]) children",
            "7 children",
            0.003,
        ),
        ("veuf|veuve|widow|widower|widowed", "widowed", 0.057),
        ("divorcee?|divorced", "divorced", 0.055),
        ("orphelin|orpheline|orphan", "orphan", 0.009),
        ("adoptee?s?|adopted", "adopted", 0.005),
        ("nee? sous x", "born of unknown mother", 6e-4),
        ("famille d['’]accueil|placee? (?:a l['’]ase|en foyer)|foster (?:care|child|family)", "in care", 0.003),
        (
            "deux mamans|deux meres|deux papas|deux peres|two mothers|two fathers|two mums|two dads",
            "two mothers",
            0.001,
        ),
    )
)
ORIGIN = lazy(
    r"\b(?:d['’]origine\s|de nationalite\s|originaire d(?:e la |u |e l['’]|['’]|es |e )|of\s(?=\w{3,20}\sorigin)"
    r"|from\s)(?P<people>[a-z-]{4,20})"
)
# Immigrants by country of birth, thousands (INSEE, L'essentiel sur les immigrés, 2023), rounded.
ORIGINS = {
    "alger": 890,
    "maroc": 850,
    "portug": 580,
    "tunis": 350,
    "ital": 280,
    "turq": 250,
    "turc": 250,
    "espagn": 240,
}
OTHER_ORIGIN = 60
# An event that the press told of.
EVENT = lazy(
    r"\b(?:accident (?:de|du) (?:car|bus|train|avion|telepherique|manege)|attentat|fusillade|crash|naufrage"
    r"|avalanche|tuerie"
    r"|prise d['’]otages?|explosion (?:de|du|d['’])|effondrement|incendie (?:de|du|d['’])|fait divers|(?:dans"
    r"|par) la presse|a la tele(?:vision)?"
    r"|dans le journal|au journal de|in the (?:news|papers?)|on (?:tv|the news)|plane crash|train crash|shooting"
    r"|bombing)\b"
)
# Before a job: it is the person's.
IS_JOB = frozenset(
    [
        "est",
        "suis",
        "etait",
        "comme",
        "profession",
        "metier",
        "ancien",
        "ancienne",
        "retraite",
        "retraitee",
        "devenu",
        "devenue",
        "travaille",
        "works",
        "is",
        "am",
        "as",
        "was",
        "former",
    ]
)
