"""Jobs that no list has, by how people say that they work: for whom, where, in which town."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from toctoc.privacy.rules.combination.jobs import job_at
from toctoc.privacy.rules.detectors.job_place.words import ENDINGS, GREAT
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.places.cues import TITLES
from toctoc.privacy.rules.places.listed import listed
from toctoc.privacy.rules.places.starting import matches, stems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

_TITLE = r"(?-i:[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿœ])[\w’'-]{1,25}"
_NAME = rf"(?P<name>{_TITLE}(?:[ -](?:(?:sur|sous|en|la|le|les|de|du)[ -])?{_TITLE}){{0,2}})"
_TO = r"(?:de\s|d['’]\s?|du\s|des\s|[àa]\s|au\s|aux\s|pr[èe]s\sde\s|sur\s)(?:l[ae]s?\s|l['’])?"
_AT = r"(?:chez\s|aux?\s|[àa]\s(?:la\s|l['’]\s?)|dans\s(?:une?\s|l[ae]s?\s|l['’]\s?)|pour\s)"
# "Il bosse au Super U de Chemillé", "travaille chez un maraîcher de Lunel", "poste au tri postal de Gonesse".
_WORKS = lazy(
    r"\b(?:travaill\w{1,4}|boss(?:e|es|ent|ait|ais|er)|exer[cç]\w{1,4}|postes?|employ[ée]\w{0,2}|embauch[ée]\w{0,2}"
    r"|salari[ée]e?s?|apprenti\w{0,2}|int[ée]rim\w{0,4}|saisonni(?:er|[èe]re)|scolaris[ée]e?|[ée]l[èe]ve|licenci[ée]e?)"
    rf"\s:?\s?(?P<where>{_AT}(?:(?:une?\s|l[ae]s?\s|l['’])\s?)?(?:(?!(?:et|mais|qui|depuis|pour|avec)\s)"
    rf"[^\W\d_][\w’'-]{{0,20}}\s){{1,4}}?{_TO}{_NAME})",
    re.IGNORECASE,
)
_WORKS_FIRST = stems(
    "travaill bosse bossait exerc poste employe embauche salarie apprenti interim saisonnier scolarise eleve licencie"
)
# "Décolleteur chez Usitech à Scionzier", "caissière au Lidl de Challans".
_FOR_FIRM = lazy(
    r"(?:chez\s|au\s|[àa]\s(?:la\s|l['’]))(?P<firm>(?-i:[A-ZÀ-Þ])[\w’'-]{1,20})"
    rf"(?:\s[\w’'-]{{1,20}}){{0,2}}?\s{_TO}{_NAME}",
    re.IGNORECASE,
)
_FOR_FIRM_FIRST = stems("chez au a")
_JOB_BEFORE = lazy(r"(?<![\w’-])(?P<job>[^\W\d_][\w’'-]{3,25})(?:\s(?:de|d['’]|en)\s?[a-zà-ÿ]{3,15})?\s$")
_BEFORE = 48
# "Cheffe du Relais de Saulieu", "gérante de l’Hôtel du Lac à Nantua".
_LEADS = lazy(
    r"\b(?:chef(?:fe)?|patronn?e?|g[ée]rante?|direct(?:eur|rice)|responsable|propri[ée]taire|cuisini(?:er|[èe]re)"
    r"|serveu(?:r|se)|tenanci(?:er|[èe]re)|barman|vigile|r[ée]ceptionniste|animat(?:eur|rice)|videur)\s"
    r"(?:du\s|de\s(?:la\s|l['’]\s?)|des\s|aux?\s|[àa]\s(?:la\s|l['’]\s?))"
    rf"{_TITLE}(?:\s(?:d[eu]s?\s)?{_TITLE}){{0,2}}?\s(?:de|d['’]|[àa])\s?{_NAME}",
    re.IGNORECASE,
)
_LEADS_FIRST = stems(
    """
    chef cheffe patron gerant directeur directrice responsable proprietaire cuisinier serveur serveuse tenancier barman
    vigile receptionniste animateur videur
    """
)
# "Works at the fish counter in Brixham", "at Tilbury docks", "as crossing guard in Selby".
_ENGLISH_WORKS = lazy(
    r"\b(?:works?|working|worked)\s(?P<where>(?:at|in|on|for|as)\s(?:the\s|an?\s)?(?:[a-z’'-]{2,20}\s){1,3}(?:in|at|of|on"
    rf"|near)\s{_NAME}|at\s{_TITLE}\s(?:docks?|harbour|mine|quarry|depot|mill|farm|brewery|refinery|prison|school|pit))"
)
_ENGLISH_WORKS_FIRST = stems("work works working worked")
# "Tree surgeon from Totnes", "a crane driver at Port Talbot", "ferry skipper out of Mallaig".
_ENGLISH_JOB = lazy(
    r"(?:\b(?:an?|am|was|is|the|as|our|retired|once|been|im)\s|['’]m\s|[,:]\s|^)(?P<job>[a-z-]{3,15}\s(?P<who>[a-z]{2,12}(?:er|man|woman|or|ist|keeper|geon"
    rf"|guard|hand|pilot|cook|clerk|ian)))\s(?:from|in|at|out\sof|of|on)\s{_NAME}"
)
# "Caretaker at Brindle Academy, Leigh", "lollipop lady outside Oakfield Infants in Goole", "landlady of the Dog, Deal".
_ENGLISH_HOUSE = lazy(
    r"(?:\b(?:an?|am|was|is|the|as|our|retired|once|been|im)\s|['’]m\s|[,:]\s|^)(?P<job>(?:[A-Za-z]?[a-z-]{2,15}\s){0,2}?"
    r"(?P<who>[A-Za-z][a-z]{2,12}))\s(?:at|for|of|outside|with)\s(?:the\s)?"
    rf"(?P<house>[A-Z][\w’']{{1,20}}(?:\s(?:and\s)?[\w’']{{1,20}}){{0,4}}?)(?:,|\sin|\sof)\s{_NAME}"
)
_STAFF = listed(
    """
    lady lad midwife nurse vicar chef cook clerk mechanic assistant apprentice trainee student landlady landlord guard
    cleaner caretaker teacher driver baker barber butcher porter waitress waiter barista janitor headteacher head
    organist priest rector conductor keeper steward receptionist secretary librarian gardener farmer fitter groomer
    operator trolley fryer captain salesman agent sheriff pastor purser cox bell-ringer ringer chief
    stacker firefighter bouncer bartender dentist pharmacist manager governor
    """
)
# "Étudiante à l’IFSI du Mans", "élève sage-femme à Metz", "apprentie vendeuse à la MFR de Clerval".
_STUDIES = lazy(
    r"\b(?:[ée]tudiante?|[ée]l[èe]ve|apprentie?|stagiaire|lyc[ée]en(?:ne)?|coll[ée]gien(?:ne)?|professeure?|prof)"
    r"(?:\s(?:(?:en|de|d['’])\s?)?[\w’-]{2,20}){0,3}?\s(?:[àa]|aux?)\s(?:la\s|l['’]\s?)?(?:[\w’'-]{2,20}\s){0,3}?"
    rf"(?:de\s|du\s|d['’])?{_NAME}",
    re.IGNORECASE,
)
_STUDIES_FIRST = stems("etudiant eleve apprenti stagiaire lyceen collegien prof professeur")
# Behind who is staff: "at tesco extra in yate", "at Hillcrest High, Widnes", "in Hull"; the town in small letters needs
# a house in front of it.
_ROLE = lazy(
    r"\s(?:(?:at|in|of|for|on|with)\s(?:the\s|an?\s)?(?:[\w’']{2,20}\s){0,3}?[\w’']{2,20}(?:,|\sin)\s"
    rf"(?:{_NAME}|(?P<small>[a-z]{{4,20}})(?![\w’'-]))|(?:in|at|of)\s{_NAME.replace('name', 'near')}(?:\sdocks?\b)?)"
)
_ROLE_LEAD = lazy(
    r"(?<![\w’'-])(?:(?!(?:an?|the|our|is|was|as|am|im|my|his|her|btw|and|once|been|by|to|with|from)\s)"
    r"[A-Za-z-]{2,12}\s){1,2}$"
)
_NOBODY = listed(
    """
    number order matter member other after never under over disorder cancer ulcer fever tumour tumor center
    consultant counter paper letter water tracker liver bladder shoulder finger sister brother mother father
    daughter computer register transfer answer cover summer winter dinner error factor sector doctor tutor monitor
    motor minor major human woman man german roman
    """
)


def working(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield where such jobs start and end."""
    for match in matches(_WORKS, reading, _WORKS_FIRST):
        if _is_narrow(match) and not _is_of_care(match["where"]):
            yield match.span("where")
    for match in chain(
        matches(_FOR_FIRM, reading, _FOR_FIRM_FIRST),
        matches(_LEADS, reading, _LEADS_FIRST),
    ):
        start = _job_start(match)
        if start is not None and _is_narrow(match) and not _is_of_care(match.group()):
            yield start, match.end()
    for match in filter(_is_narrow, matches(_STUDIES, reading, _STUDIES_FIRST)):
        yield match.span()
    if reading.language == "en":
        yield from _english(reading)


def _english(reading: Reading) -> Iterator[tuple[int, int]]:
    for match in matches(_ENGLISH_WORKS, reading, _ENGLISH_WORKS_FIRST):
        if (match["name"] is None or _is_narrow(match)) and not _is_of_care(match["where"]):
            yield match.span("where")
    for match in chain(_ENGLISH_HOUSE.finditer(reading.text), _ENGLISH_JOB.finditer(reading.text)):
        if _is_english_job(match) and _is_narrow(match):
            yield match.start("job"), match.end()
    yield from _roles(reading)


def _roles(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield who is staff of a house or in a town, with the words that say of what: "shelf stacker at … in yate"."""
    text = reading.text
    for token in reading.tokens:
        if token.key not in _STAFF or (match := _ROLE.match(text, token.end)) is None:
            continue
        if _is_small_or_near(match):
            head = text[max(0, token.start - _BEFORE) : token.start]
            lead = _ROLE_LEAD.search(head)
            yield token.start - (len(lead[0]) if lead else 0), match.end()


def _is_small_or_near(match: re.Match[str]) -> bool:
    """Tell whether the town behind staff is one that few share: known, when it is in small letters."""
    if match["small"]:
        return lexicon().town(match["small"]) > 0
    name = match["name"] or match["near"]
    known, first = lexicon(), key(re.split(r"[ ’'-]", name, maxsplit=1)[0])
    return not (_is_of_care(match[0]) or known.medical(first) or known.month(first) or known.country(first))


def _is_english_job(match: re.Match[str]) -> bool:
    """Tell whether who is "at" a house is staff, and who is "from" a town is no disease and no relative."""
    who = match["who"].lower()
    if "house" in match.re.groupindex:
        return who in _STAFF
    return who not in _NOBODY and not lexicon().medical(who)


def _is_narrow(match: re.Match[str]) -> bool:
    """Tell whether the town is a town, and not one where many do the same."""
    known, name = lexicon(), key(match["name"])
    first = re.split(r"[ ’'-]", name, maxsplit=1)[0]
    is_other = known.medical(first) and first == name
    if is_other or first in TITLES or known.month(first) or known.country(first) or known.region(first):
        return False
    communes = known.communes(name)
    return not (communes and communes[0].population >= GREAT)


def _is_of_care(words: str) -> bool:
    """Tell whether a house of care is named, which has a finding of its own."""
    return any(word in _CARE or lexicon().institution(word) for word in re.split(r"[\s’'-]+", key(words)))


def _job_start(match: re.Match[str]) -> int | None:
    """Return where the job starts that goes with "chez Usitech"; it is told, or stands before; None when it is none."""
    if "firm" not in match.re.groupindex:
        return match.start()
    head = match.string[max(0, match.start() - _BEFORE) : match.start()]
    found = _JOB_BEFORE.search(head)
    k = key(found["job"]) if found else ""
    is_job = job_at([k]) is not None or (len(k) >= _SHORTEST and k.endswith(ENDINGS) and not lexicon().medical(k))
    return match.start() - len(head) + found.start() if found and is_job else None


_SHORTEST = 7
# Houses of care, and bodies of the whole country.
_CARE = listed(
    """
    clsc cisss ciusss chsld gmf hospital hospitals clinic surgery practice ministere agence autorite conseil
    republique assemblee senat gouvernement
    """
)
