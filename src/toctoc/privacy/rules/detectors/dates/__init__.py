"""Exact dates: with their day. With a place and an age they tell who it was; a month or a year alone does not.

Scores (7/10), ratios (2/3), pressures (14/8, 12-8), cycles (C3 2/8), doses, dates of laws and periods of whole months
in studies are none.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from toctoc.privacy.rules.calendar import Form, Moment
from toctoc.privacy.rules.detectors.dates.days import bare_days
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.patterned import finding, is_public, measures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

_REASON = "Une date exacte, avec un lieu ou un âge, permet de reconnaître quelqu’un."
_WINDOW = 60
_WEEKDAY = (
    "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    "|tues|weds|thurs|thur|lun|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)"
)
# The article and the day of the week are part of what is replaced: "le lundi 3 mars" → "il y a trois jours".
_LEAD = lazy(rf"(?<!\w)(?:(?:le|ce|du|au|on|the|on the)\s{{1,2}})?(?:{_WEEKDAY}[,.]?\s{{1,2}}(?:le\s|the\s)?)?$")
_BEHIND = lazy(
    r"(?:\s(?:dernier|passee?|prochain|courant|last|next|de cette annee|de l'annee derniere"
    r"|this year|last year)(?!\w))?"
    r"(?:t[0-2][0-9](?::?[0-5][0-9]){1,2}z?(?!\w)|[\s,]{1,2}(?:(?:a|vers|des|at|around|a partir de)\s)?"
    r"(?:[01]?[0-9]|2[0-4])\s?(?:h(?:eures?)?\s?(?:[0-5][0-9])?|:[0-5][0-9](?::[0-5][0-9])?)"
    r"(?:\s?[ap]m)?(?!\w)|[\s,]{1,2}(?:at\s)?[01]?[0-9]\s?[ap]m(?!\w))?"
)
# "un 17-11", "expertise du 10.1", "entrée 12/3 sortie 15/3": a stay, an exam or an act in front.
_OF_AN_ACT = lazy(
    r"(?<!\w)(?:expertise|scanner|irm|tdm|echo\w{0,8}|radio\w{0,8}|bilan|cr|crh|courrier"
    r"|consult\w{0,7}|cs|rdv|hospi\w{0,12}|passage|visite|bio|ecg|eeg"
    r"|rcp|intervention|operation|opere\w{0,2}|bloc|accouchement|cesarienne|chute|avp"
    r"|accident|deces|obseques|entree?|sortie?|retour|transfert|admis\w{0,5}"
    r"|vaccin\w{0,6}|dose|pose|ablation|biopsie|ordo\w{0,8}|arret|certificat|analyse\w{0,2}"
    r"|prise de sang|pds|seen|scan|mri|ct|surgery|clinic"
    r"|admitted|discharged|born|fell|died|op|appointment|appt|blood\w{0,2}|letter|dated"
    r"|er|ed|icu|a&e|hospital|ward"
    r"|note|mail|appel|tel|deces|controle|fin|debut|sejour|garde|nuit|j[0-9]{1,2}\s?[=:(])"
    r"(?:\s(?!in\s|de\s|sur\s|par\s|to\s|at\s|of\s)[a-z'\-]{2,16}){0,2}?\s?(?:du|le|un|on|of|:|au|the|from)?\s?[:/]?\s?$"
)
_BARE_DAY = lazy(r"(?<!\w)(?:le|ce|un|on the|jusqu'au|depuis le|des le|avant le|apres le)\s?$")
_GOES_ON = lazy(
    r"\s?(?:[,;:.!?)\n]|$|(?:a|au|il|elle|on|je|nous|ils|elles|mon|ma|mes|son|sa|chez"
    r"|pour|avec|et|puis|par|dans|en|relu|fait|vu|j'|l'|matin|soir|apres|ou)(?!\w))"
)
# "C’est bien 3/12 ton scanner ?", "13/6 IRM": the act comes behind.
_BEFORE_AN_ACT = lazy(
    r"\s(?:(?:ton|ta|tes|son|sa|mon|ma|mes|notre|votre|l'|la|le)\s?)?(?:scanner|irm|tdm|echo\w{0,8}"
    r"|radio\w{0,8}|rdv|rendez-vous|consult\w{0,6}|operation|intervention|bilan|prise de sang|biopsie|coloscopie"
    r"|expertise|audience|sortie|entree|chimio|seance|scan|mri|clinic|surgery)(?!\w)"
)
_YESTERDAY = lazy(r"(?<!\w)(?:hier|demain|avant-hier|apres-demain|yesterday|tomorrow)(?: soir| matin)?,? ?$")
_DAY_BEFORE = lazy(rf"(?<!\w){_WEEKDAY}[,.]?\s{{1,2}}$")
_ARTICLE = lazy(
    r"(?<!\w)(?:le|les|ce|du|au|on|since|from|until|of|dated|ce matin|ce soir|cette nuit|ce midi|ce jour)\s{0,2}$"
)
# What says that "3/03" or "12/3" is a day: an article, a day of the week, a verb of care just before.
_LEADS_TO_DAY = lazy(
    r"(?<!\w)(?:le|ce|ce jour|dates?|datee?|admitted|seen|discharged|operated|died|ddr"
    r"|obseques|rdv|rendez-vous|vue?"
    rf"|revue?|depuis|on|{_WEEKDAY})\s?[,.:]?\s{{0,2}}$"
)
_STRONG = lazy(
    r"(?<!\w)(?:rdv|rendez-vous|vue?s?|revue?s?|operee?s?|consult\w{0,6}|hospitalis\w{1,5}|nee?s?|admise?s?"
    r"|sortie?s?|entree?s?|depuis|vaccin\w{0,4}"
    r"|chute|accouch\w{1,5}|decede?\w{0,3}|mort|lundi|mardi|mercredi|jeudi|vendredi|samedi"
    r"|dimanche)(?:\s[a-z]{1,10})?\s(?:le\s)?$"
)
_PERHAPS_DAY = lazy(
    r"(?<!\w)(?:du|au|des|et le|les|to|until|from|since|j0|cr|crh|bilan|irm|tdm|scanner|bio)\s?[:(]?\s{0,2}$"
)
_LINE_OF_DAY = lazy(r"(?:^|\n)\s{0,3}[\-•*]?\s?$")
_PRESSURE = lazy(
    r"(?<!\w)(?:ta|pa|pas|pad|tension|pression|bp|mmhg|eva|score|cote|echelle|apgar|insulines?|novorapid"
    r"|humalog|lantus|apidra|posologie|hta|chiffres|mesuree?"
    r"|systol\w{0,4}|brassard|automesures?|max|gcs|glasgow|av"
    r"|acuite)(?!\w)[^.;\n]{0,30}$"
)
# "le 2.9.25", "DDR : 3-6-25"; and alone in a cell of a table.
_SAYS_DATE = lazy(r"(?<!\w)(?:le|ce|du|au|on|since|from|until|dated|seen|ddr|ddg|dpa|date|jour|the)\s?[:=]?\s{0,2}$")
_SAYS_STAY = lazy(
    r"(?<!\w)(?:entree?s?|sortie?s?|admise?|admission|intervention|date|datee?|ddr|j0)\s?[:=]?\s(?:le\s)?$"
)
_CELL_BEFORE = lazy(r"(?:^|[\t\n|;]|\\t)\s?$")
_CELL_AFTER = lazy(r"\s?(?:$|[\t\n|;]|\\t)")
_SCORE = 10
_PARTS = frozenset({2, 3, 4, 5, 6, 8, 10})
# "(NCT03508050), enregistrée le 27 septembre 2017".
_BEHIND_TRIAL = 40
_REGISTERED = lazy(r"(?:enregistre\w{0,3}|registered|inscrit\w{0,2})(?:\sle|\son)?\s$")
_OF_A_LAW = lazy(
    r"(?<!\w)(?:lois?|decret|arretes? (?:ministeriel\w{0,2}|royal|n\W)|ordonnance n\W|directive (?:europeenne"
    r"|ue|n\W)|circulaire"
    r"|journal officiel|jorf|rgpd|journees? (?:mondiale|nationale|internationale|europeenne)s?|attentats?|armistice"
    r"|fete nationale)(?!\w)[^.;\n]{0,40}$"
)
# "14/06" says a day by itself where no pressure or score is spoken of.
_IN_FULL = lazy(r"(?:^|[^0-9])(?:[0-3][0-9]/0[1-9]|(?:1[3-9]|2[0-9]|3[01])/1[12])$")
_VALUE_BEFORE = lazy(r"(?:(?<!\w)(?:a|ai|est|sont|avec|de)\s|=\s?)$")
_OF_MANY = lazy(r"\s(?:enfants|patient|cas(?!\w)|femmes|hommes|sujets|personnes|seances|doses)")
_DOSES = lazy(r"(?<![\w\-])[0-9]-[0-9]-[0-9](?:[,;]|\set|\spuis)?\s$")
_ALWAYS = frozenset({"24/7", "7/7"})
_TO = lazy(r"\s(?:au|et|a|to|-)\s")
_NOT_FIGURES = lazy(r"[^0-9]+")
_PERIOD = lazy(r"\s{0,2}(?:au|et(?: le)?|a|-|et au|jusqu'au|to|and|until|through)\s{0,2}")
# A sick leave has whole months too; a study has at least this many.
_LAST_DAYS, _SHORTEST_STUDY = 28, 5


class DateDetector:
    """Finds dates with a day, whatever their form; those of births are of the other detector."""

    kind = "date"

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield every exact date."""
        moments, text = reading.moments, reading.figures.text
        whole_months = _whole_months(moments, text)
        for place, moment in enumerate(moments):
            before = text[max(0, moment.start - _WINDOW) : moment.start]
            if is_public(reading, moment.start - _BEHIND_TRIAL, moment.end) and _REGISTERED.search(before):
                continue
            if place in whole_months or _OF_A_LAW.search(before) or is_public(reading, moment.start, moment.end):
                continue
            if _is_one(reading, moment, before):
                yield finding(reading, with_article(moment, before, text), self.kind, Level.MASK, _REASON)
        for span in bare_days(text):
            yield finding(reading, span, self.kind, Level.MASK, _REASON)


def with_article(moment: Moment, before: str, text: str = "") -> tuple[int, int]:
    """Return the span of a date with the article and the day in front of it, and "dernier", "à 14 h" behind it."""
    lead = _LEAD.search(before)
    behind = _BEHIND.match(text, moment.end)
    return (moment.start - len(lead[0]) if lead else moment.start), behind.end() if behind else moment.end


def _is_one(reading: Reading, moment: Moment, before: str) -> bool:
    text = reading.figures.text
    match moment.form:
        case Form.AT_ONCE:
            return _SAYS_STAY.search(before) is not None or _OF_AN_ACT.search(before) is not None
        case Form.COMPACT:
            is_in_cell = _CELL_BEFORE.search(before) is not None and _CELL_AFTER.match(text, moment.end) is not None
            return is_in_cell or (_SAYS_DATE.search(before) is not None and not measures(text, moment.end))
        case Form.WITHOUT_YEAR:
            return _is_day_and_month(text, moment, before)
    return _is_month(reading, moment, before) if moment.doubtful_at >= 0 else not _is_pressure(text, moment, before)


def _is_month(reading: Reading, moment: Moment, before: str) -> bool:
    """Tell whether what may be another word ("may") is a month: by its capital, an article or a day in front."""
    place = reading.figures.origins[moment.doubtful_at]
    is_told = reading.text[place : place + 2].istitle() or reading.plain.endswith(" of ", 0, place)
    return is_told or _ARTICLE.search(before) is not None or _DAY_BEFORE.search(before) is not None


def _is_pressure(text: str, moment: Moment, before: str) -> bool:
    """Tell whether "12-03-54" is three values: behind a word of pressures, in front of a unit."""
    is_short = moment.end - moment.start <= len("12-03-54") and text[moment.start : moment.end][-3] in "-./"
    is_value = _PRESSURE.search(before) is not None and not _ARTICLE.search(before)
    return is_short and (is_value or _DOSES.search(before) is not None or measures(text, moment.end))


def _is_day_and_month(text: str, moment: Moment, before: str) -> bool:
    """Tell whether what is next to "3/03" makes it a day of the year."""
    written = text[moment.start : moment.end]
    if written in _ALWAYS:
        return False
    if _is_behind_an_act(text, moment, before) or _is_beside_a_day(text, moment, before):
        return True
    if "/" in written:
        return _is_with_stroke(text, moment, before)
    is_said = len(_NOT_FIGURES.split(written)[-1]) > 1 and _ARTICLE.search(before) is not None
    return (is_said or _STRONG.search(before) is not None) and not measures(text, moment.end)


def _is_beside_a_day(text: str, moment: Moment, before: str) -> bool:
    """Tell whether "hier" stands in front of "5/11", or an exam behind "13/6"."""
    if "/" not in text[moment.start : moment.end] or _PRESSURE.search(before):
        return False
    is_yesterday = _YESTERDAY.search(before) is not None and not measures(text, moment.end)
    return is_yesterday or (not _is_part(text, moment) and _BEFORE_AN_ACT.match(text, moment.end) is not None)


def _is_part(text: str, moment: Moment) -> bool:
    """Tell whether it may be a part of a whole: "le 1/3 inférieur", "le 2/3 des", 7/10."""
    is_padded = len(_NOT_FIGURES.split(text[moment.start : moment.end])[-1]) > 1
    return not is_padded and moment.month in _PARTS and moment.day < moment.month


def _is_with_stroke(text: str, moment: Moment, before: str) -> bool:
    if _DAY_BEFORE.search(before):
        return True
    leads = _LEADS_TO_DAY.search(before) is not None
    if _TO.search(text, moment.start, moment.end):
        return leads or _PERHAPS_DAY.search(before) is not None
    if leads:
        return _is_led_to(text, moment, before)
    if measures(text, moment.end) or _PRESSURE.search(before):
        return False
    return _is_in_full(text, moment, before) or _may_be_day(text, moment, before)


def _is_led_to(text: str, moment: Moment, before: str) -> bool:
    if _is_part(text, moment):
        return _STRONG.search(before) is not None
    return _OF_MANY.match(text, moment.end) is None


def _is_in_full(text: str, moment: Moment, before: str) -> bool:
    return _IN_FULL.search(text[moment.start : moment.end]) is not None and _VALUE_BEFORE.search(before) is None


def _is_behind_an_act(text: str, moment: Moment, before: str) -> bool:
    """Tell whether "10.1", "17-11", "12/3" stands behind a stay, an exam or an article, and nothing measures it."""
    written = text[moment.start : moment.end]
    is_in_note = before.endswith("/") and text.startswith("/", moment.end)
    is_value = not is_in_note and measures(text, moment.end)
    if is_value or _PRESSURE.search(before):
        return False
    is_of_an_act = _OF_AN_ACT.search(before) is not None
    if "/" in written:
        return is_of_an_act and not moment.day < moment.month in _PARTS
    if not is_in_note and _GOES_ON.match(text, moment.end) is None:
        return False
    return _BARE_DAY.search(before) is not None or (is_of_an_act and "-" not in written)


def _may_be_day(text: str, moment: Moment, before: str) -> bool:
    """Tell whether "3/12" stands where days do: behind "du", or at the start of a line that goes on with a colon."""
    if moment.day <= moment.month and (moment.month == _SCORE or _is_part(text, moment)):
        return False
    starts_line = _LINE_OF_DAY.search(before) is not None and text[moment.end : moment.end + 3].lstrip()[:1] == ":"
    return starts_line or _PERHAPS_DAY.search(before) is not None


def _whole_months(moments: tuple[Moment, ...], text: str) -> frozenset[int]:
    """Return the places of the dates that bound a period of whole months, as studies do: 1 January to 31 December."""
    places: set[int] = set()
    for place, (one, other) in enumerate(pairwise(moments)):
        months = (other.year - one.year) * 12 + other.month - one.month
        is_whole = one.day == 1 and other.day >= _LAST_DAYS and months >= _SHORTEST_STUDY
        if is_whole and other.year and _PERIOD.fullmatch(text, one.end, other.start):
            places |= {place, place + 1}
    return frozenset(places)
