"""Days without their month: "hier, le 3", "RCP le 14", "Thurs 13th", "Noël 2024"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

# A feast with its year, a day of a weekday without a month, a day "courant".
_FEASTS = lazy(
    r"(?<!\w)(?:(?:la |(?:le )?jour de |(?:la )?veille de |(?:au |le |un )?soir de "
    r"|(?:le |un )?(?:lundi|dimanche|jeudi) de )?(?:noel|reveillon|toussaint"
    r"|paques|pentecote|ascension|assomption|saint-sylvestre|jour de l'an|nouvel an|halloween"
    r"|christmas(?: day| eve)?|boxing day|easter(?: sunday| monday)?|thanksgiving|new year's (?:day"
    r"|eve)|la saint-[a-z]{3,12}|mardi gras)\s(?:de\s|of\s)?(?:1[89]|20)[0-9]{2}(?![0-9])"
    r"|(?<![^\n])(?:[12][0-9]|3[01]|0?[1-9])\.(?:0[1-9]|1[0-2])\.(?=\s)"
    r"|(?<=nuit )du (?:[12]?[0-9]|3[01]) au (?:[12]?[0-9]|3[01])(?![0-9/.])"
    r"|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) le (?:[12]?[0-9]|3[01])(?![\w/.,])"
    r"|(?:le|du|au)\s(?:[12]?[0-9]|3[01])\s(?:courant|dernier|du mois(?: dernier| prochain"
    r"| courant)?|ct)(?!\w)|the\s(?:[12]?[0-9]|3[01])(?:st|nd|rd|th)\s(?:of (?:this|last) month"
    r"|inst)(?!\w)"
    r"|(?:[12]?[0-9]|3[01])(?:er|e|eme|ieme)?\sjour (?:de|du mois de|d')\s?(?:janvier"
    r"|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)(?:\s(?:1[89]"
    r"|20)[0-9]{2})?)"
)
_DAY = r"(?:[12][0-9]|3[01]|[1-9])(?:er)?(?![\w/%°]|[.,:\-][0-9])"
# What may follow a day, and hardly follows a number of things.
_THEN = (
    r"(?=\s?(?:[.,;:!?)»\n\-–]|$)|\s(?:a|au|aux|chez|avec|pour|et(?! [0-9])|ou(?! [0-9])|mais|puis|en|dans|sur|matin"
    r"|soir|apres|avant|midi|il|elle|on|je|j'|nous|ils|elles|mon|ma|son|sa|car|donc|suite|cause)(?!\w))"
)
# Behind what happens on a day: "LATA signée le 30", "opéré le 12 et sorti le 15".
_OF_AN_EVENT = lazy(
    r"(?<!\w)(?:hier|demain|avant-hier|apres-demain|aujourd'hui|signee?s?|signature|rcp|rdv|rendez-vous|oper(?:ee?s?|ation)"
    r"|hospitalis\w{1,5}|sortie?s?|admise?s?|transfere\w{0,2}|comite|reunion|staff|prevue?s?|programmee?s?|reportee?s?"
    r"|fixee?s?|depuis|dpui[s]?|biopsie|scanner|irm|intervention|accouchee?|decedee?|morte?|controle|convoque\w{0,2}"
    r"|expertise|audience|greffee?|inhum\w{1,4}|obseques|enterree?|tombee?|arrivee?|vue?|revue?|posee?|transfusee?"
    r"|entree?|consult\w{0,6}|visite|attendue?|bapteme|mariage|anniversaire)(?!\w)[ ,:]{1,2}(?:(?:a|au|chez|du|de"
    r"|hier|demain|soir|ce|la|les?|un|une|bien|[a-z][a-z'\-]{4,14}),? ){0,4}?(?P<a>le "
    rf"{_DAY}){_THEN}"
)
# Fifteen, seventeen and eighteen are called, not lived: "transfert par le 15".
_IS = lazy(rf"(?<!\w)(?:c'est|cest|ce sera|c'etait)(?: bien)? (?P<a>le (?!1[578](?!\w)){_DAY}){_THEN}")
_CALLED = lazy(
    r"(?<!\w)(?:par|via|appel\w{0,4}|faire|faites|compose[rz]?|prevenir|prevenez|contacte[rz]?|samu|aupres)(?!\w)"
)
_IN_THE_EVENING = lazy(
    r"(?<!\w)(?P<a>le (?:[12]?[0-9]|3[01])(?:er)? au (?:matin|soir)|le [0-9]{1,2} dans la (?:nuit|soiree))(?!\w)"
)
_WEEK = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|weds?|wed|thurs?|thur|fri|sat|sun)"
_ENGLISH = lazy(
    rf"(?<!\w)(?:(?:on|by|until|till|since|from|before|after|for) )?"
    rf"(?P<a>(?:{_WEEK}[.,]? (?:the )?|(?<=on )(?:the )?|(?<=by )the |(?<=until )the |(?<=since )the |(?<=from )the )"
    r"(?:[12]?[0-9]|3[01])(?:st|nd|rd|th)(?: at [0-9]{1,2}\s?[ap]m)?)"
    r"(?=\s?(?:[.,;:!?)\n]|$)|\s(?:at|and(?! [0-9])|with|for|is|was|to|by|then|but|so|when|because|he|she|i|we|they"
    r"|it|my|in the (?:morning|afternoon|evening))(?!\w))"
)
_NEAR = 30


def bare_days(text: str) -> Iterator[tuple[int, int]]:
    """Yield feasts with their year, and days of the month that only what is beside them makes dates."""
    yield from (match.span() for match in _FEASTS.finditer(text))
    for pattern in (_OF_AN_EVENT, _IS, _IN_THE_EVENING, _ENGLISH):
        for match in pattern.finditer(text):
            if not _CALLED.search(text, max(0, match.start("a") - _NEAR), match.start("a")):
                yield match.span("a")
