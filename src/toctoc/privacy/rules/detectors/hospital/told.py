"""Houses that no list and no word for a house tells: by who is sent there, by an abbreviation, in other languages."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.hospital.heads import ENGLISH_KINDS, GENERIC, KINDS, NOT_A_NAME
from toctoc.privacy.rules.detectors.hospital.shapes import EXTRA
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.places.cues import TITLES
from toctoc.privacy.rules.places.starting import matches, stems
from toctoc.privacy.rules.places.words import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

_TITLE = r"(?-i:[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿœ])[\w’'-]{0,30}"
_LINKED = r"(?:[ -](?:d[eu]s?\s|d['’]|la\s|les?\s|et\s)?" + _TITLE + r"){0,3}"
# "Transférée à la Cavale", "retour aux Jardins de Sérane", "ma voisine de chambre aux Tourelles".
_SENT = lazy(
    r"\b(?:transf[ée]r\w{1,4}|hospitalis\w{1,3}|admise?s?|op[ée]r[ée]e?s?|retour|sortie?|entr[ée]e?|suivie?s?|accouch\w{1,3}"
    r"|soign[ée]e?s?|dialys[ée]e?s?|consult\w{1,4}|rdv|chambre|lit|visites?|d[ée]c[èe]s|d[ée]c[ée]d[ée]e?s?|plac[ée]e?s?"
    r"|stage|interne|externe|infirmi(?:er|[èe]re)|m[ée]decin|h[ée]berg[ée]e?s?|place|s[ée]jour|chimio|convalescence"
    r"|cure|dirig[ée]e?s?|envoy[ée]e?s?|attente)"
    r"(?:\s(?!(?:une?|des|les|ses|mon|son)\s)[^\W\d_][\w’'-]{0,15}){0,3}?\s(?:(?:à\s(?:la\s|l['’]\s?)|aux?\s)"
    rf"(?P<name>{_TITLE}{_LINKED})|à\s(?P<titled>(?:Les|La|Le)\s{_TITLE}{_LINKED}))",
    re.IGNORECASE,
)
_SENT_FIRST = stems(
    """
    transfer hospitalis admis opere retour sorti entre entree suivi accouch soigne dialyse consult rdv chambre lit
    visite deces decede place stage interne externe infirmier medecin heberge sejour chimio convalescence cure
    dirige envoye attente
    """
)
# "À l’USMP de Fleury", "dialysé à l’AURA Plaisance": an abbreviation that no list knows.
_SHORT = lazy(
    rf"\b(?:à|de|vers|pour|par)\sl['’](?P<short>[A-Z]{{3,6}})\s(?P<of>d[eu]s?\s|d['’])?(?P<name>{_TITLE}{_LINKED})"
)
_SHORT_FIRST = stems("a de vers pour par")
# "UHSI de Fresnes", "PMA Bellevue", "CSI Belle-Île".
_UNITS = lazy(
    r"\b(?:UHSI|UHSA|USMP|UCSA|SMPR|CSI|CECOS|PMA|AMP|FIV|CSST|ELSA|EMSP|CCECQA|CMPEA|UMD|UMJ|CAUVA|EMPP|LHSS)"
    rf"\s(?:(?:d[eu]s?|à)\s(?:l[ae]\s|l['’])?|d['’])?(?P<name>{_TITLE}{_LINKED})"
)
_UNITS_FIRST = stems(
    "uhsi uhsa usmp ucsa smpr csi cecos pma amp fiv csst elsa emsp ccecqa cmpea umd umj cauva empp lhss"
)
# Abroad, by people who were treated there: "Hospital de Braga", "Klinik Sonnenhof", "Clínica Tambre".
_ABROAD = lazy(
    r"\b(?:Klinik(?:um)?|Spital|Krankenhaus|Hospital|Ospedale|Policlinico|Ziekenhuis|Cl[ií]nica|Centro\s(?:de\sSa[úu]de"
    r"|de\sSalud|M[ée]dico))"
    r"\s(?:d[aeio]s?\s|del\s|della\s|van\s)?(?:l[ao]s?\s)?"
    rf"(?P<name>{_TITLE}(?:[ -](?:d[aeo]s?\s|[aeo]-)?{_TITLE}){{0,3}})"
    rf"|\b(?P<before>{_TITLE}(?:[ -]{_TITLE}){{0,2}})[ -](?:Klinik(?:um)?|Spital|Krankenhaus|Ziekenhuis)\b"
)
# "Domicilié chez l’association Le Relais du Port": a house of last resort.
_HOUSED = lazy(
    r"\b(?:domicili[ée]e?s?|h[ée]berg[ée]e?s?|log[ée]e?s?|accueillie?s?)\s(?:chez|à|au)\s"
    r"(?P<house>(?:l['’]?\s?)?(?:(?:association|asso|collectif)\s)?"
    rf"{_TITLE}(?:[ -](?:d[eu]s?\s|la\s|les?\s|pour\s)?{_TITLE}){{1,4}}(?:\s\d{{2}})?)",
    re.IGNORECASE,
)
_HOUSED_FIRST = stems("domicili heberge loge accueilli")
_ENGLISH = lazy(
    rf"\b(?P<name>(?:{_TITLE}\s){{1,3}})(?:[Ww]ard|[Ww]ing|birth\scent(?:re|er)|maternity\sunit|stroke\sunit|hospice|surgery"
    r"|nursing\shome|care\shome|rest\shome|retirement\s(?:home|village)|practice|Cent(?:er|re)|Fertility|Kids|Downs|Lodge|Manor)\b"
)
_AT = lazy(rf"\bat\s(?:the\s)?(?P<name>{_TITLE}(?:\s{_TITLE}){{0,2}})(?=\s?[,.;?!\n)]|$)")
# One word behind "at" is a house where somebody is cared for; otherwise it may be a shop.
_CARED = lazy(
    r"\b(?:ward|seen|admitted|discharged|treated|patients?|residents?|nurses?|stay|born|delivered|scan|referred|transferred"
    r"|midwife|consultant|registrar|clinic|appointment)\b[^.\n]{0,30}$",
    re.IGNORECASE,
)
_NEAR = 50
_KNOWN_FIRST_NAME = 8
_NO_NAMES = KINDS | GENERIC | NOT_A_NAME | EMPTY


def told(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield where the names of such houses start and end."""
    for match in matches(_SENT, reading, _SENT_FIRST):
        group = "name" if match["name"] else "titled"
        if _may_be_house(match[group]) and not (_is_town(match[group]) or _is_everyday(match[group])):
            yield match.span(group)
    for match in filter(_is_house_in_short, matches(_SHORT, reading, _SHORT_FIRST)):
        yield match.start("short"), match.end()
    for match in filter(_is_named, chain(matches(_UNITS, reading, _UNITS_FIRST), _ABROAD.finditer(reading.text))):
        yield match.span()
    for match in filter(_is_last_resort, matches(_HOUSED, reading, _HOUSED_FIRST)):
        yield match.span("house")
    if reading.language == "en":
        yield from _english(reading.text)


def _is_last_resort(match: re.Match[str]) -> bool:
    """Tell whether somebody is housed by more than a person, or a brand."""
    first = _first(match["house"])
    return not (first in TITLES or lexicon().first_name(first) or lexicon().brand(first))


def _is_house_in_short(match: re.Match[str]) -> bool:
    """Tell "l’AURA Plaisance" from "l’IDE Charline" and from a body that everybody knows."""
    is_person = not match["of"] and lexicon().first_name(_first(match["name"])) > 0
    return not is_person and not lexicon().brand(key(match["short"])) and _may_be_house(match["name"])


def _is_named(match: re.Match[str]) -> bool:
    return _may_be_house(match["name"] or match.groupdict().get("before", ""))


def _is_everyday(name: str) -> bool:
    """Tell whether a name of one word is a word of every day: "entrée au Musée"."""
    return lexicon().word(key(name)) >= _COMMON


def _is_town(name: str) -> bool:
    return bool(lexicon().communes(key(name))) or lexicon().town(key(name)) > 0


def _english(text: str) -> Iterator[tuple[int, int]]:
    for match in _ENGLISH.finditer(text):
        if _is_english_name(key(match["name"]).split()):
            yield match.span()
    for match in _AT.finditer(text):
        is_sure = " " in match["name"] or _CARED.search(text[max(0, match.start() - _NEAR) : match.start()])
        if is_sure and _is_unknown(_first(match["name"])) and not _is_town(match["name"]):
            yield match.span("name")


def _is_english_name(words: list[str]) -> bool:
    """Tell whether the words before "ward" name it: not "Stroke", not "Our Local"."""
    named = [w for w in words if w not in EXTRA and w not in ENGLISH_KINDS]
    return bool(named) and not lexicon().medical(named[-1]) and lexicon().english(named[-1]) <= _COMMON


_COMMON = 5


def _is_unknown(k: str) -> bool:
    """Tell whether a name behind "at" is known as nothing else."""
    known = lexicon()
    looked_up = (known.english, known.medical, known.brand, known.month, known.country, known.eponym, known.acronym)
    return not any(look(k) for look in looked_up) and known.first_name(k) < _KNOWN_FIRST_NAME


def _first(name: str) -> str:
    return re.split(r"[ ’'-]", key(name), maxsplit=1)[0]


def _may_be_house(name: str) -> bool:
    """Tell whether a name in capitals is no country, no month, no people and no thing of medicine."""
    words = [w for w in re.split(r"[ ’'-]+", key(name)) if w not in EMPTY]
    return bool(words) and words[0] not in _NO_NAMES and words[0] not in EXTRA and not _is_wide(words)


def _is_wide(words: list[str]) -> bool:
    known = lexicon()
    looked_up = (known.country, known.region, known.month, known.people, known.brand, known.medical)
    return any(look(words[0]) or look(" ".join(words)) for look in looked_up)
