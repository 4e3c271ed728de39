"""Dates as people write them, French and English, in figures and in words.

Everything here reads plain text (see :mod:`toctoc.privacy.rules.figures`): lower case, no accents.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.months import ABROAD, BEHIND_DE, ENGLISH, FOREIGN, MONTHS, any_of
from toctoc.privacy.rules.numerals import DAY_IN_WORDS, YEAR_IN_WORDS, number

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

# Also a verb, or the initials of something in a hospital: they need a year, a capital letter or an article.
_DOUBTFUL = frozenset({"may", "mar", "oct", "sep", "dec", "jan", "jun", "march"})

_MONTH = any_of(MONTHS)
# "Twenty-seven" is "vingt-sept" in French.
_MONTH_AFTER_WORDS = any_of(set(MONTHS) - {"sept"})
_MONTH_IN_ENGLISH = any_of([name for forms in ENGLISH for name in forms] + ["sept"])
_DAY = r"(?:[12][0-9]|3[01]|0?[1-9])"
_YEAR = r"(?:1[89]|20)[0-9]{2}"
_SHORT_YEAR = r"'?[0-9]{2}"
_NOT_BEFORE = r"(?<![0-9_+])(?<![0-9][.,/\-])"
_NOT_AFTER = r"(?![0-9_]|[.,/\-][0-9])"
# Of two figures behind a month: a year, not an hour, a quantity or the next day.
_OR_NOT = (
    r"(?![0-9]|\s?(?:h|:|/|%|au? [0-9]|et [0-9]|ans?\b|m?g\b|ml\b|cp|compr|patient|sujet|personne|cas\b"
    r"|jours?\b|semaine|mois|fois|heure)|[.,][0-9])"
)

_NUMERIC = lazy(
    rf"{_NOT_BEFORE}(?:(?P<y1>{_YEAR})(?P<s1>[/.\-]|\s)(?P<a1>[0-9]{{1,2}})(?P=s1)(?P<b1>[0-9]{{1,2}})"
    rf"|(?:{_DAY}(?:[/.][01]?[0-9])?\s?(?:au|et(?: le)?|-|to)\s)?(?P<a>[0-9]{{1,2}})(?:er)?(?P<s>\s?[/.\-\\|]\s?"
    rf"|\s)(?P<b>[0-9]{{1,2}})(?P=s)(?P<y>{_YEAR}|{_SHORT_YEAR}))(?:{_NOT_AFTER})"
)
_COMPACT = lazy(
    rf"(?:(?<![\w.,/\-])|(?<=ddn)|(?<=dob)|(?<=ne)|(?<=nee))(?:(?P<a>{_DAY})(?P<b>[01][0-9])(?P<y>{_YEAR})"
    rf"|(?P<y1>{_YEAR})(?P<b1>[01][0-9])(?P<a1>[0-3][0-9])"
    r"|(?P<a2>[0-3][0-9])(?P<b2>[01][0-9])(?P<y2>[0-9]{2}))(?![\w]|[.,/\-][0-9])"
)
_WITHOUT_YEAR = lazy(
    rf"(?<![\w.,\-+])(?<![0-9]/)(?:{_DAY}(?:/[01]?[0-9])?(?:\s(?P<to>au|et|a|to|-)\s|-))?(?P<a>[12][0-9]|3[01]"
    r"|0?[1-9])(?:er)?(?P<s>\s?/\s?|[.\-])(?P<b>[12][0-9]|3[01]|0?[1-9])(?![\w%]|/(?![0-9]{1,2}h)|[.,][0-9]"
    r"|-[0-9]{1,4}(?![0-9/])|\s?%)"
)
_YEAR_BEHIND = (
    rf"(?:(?:,?\s{{0,2}}(?:de l'an\s|of\s|de\s)?|[\-/.]\s?)(?P<y>{_YEAR}(?![0-9])|{YEAR_IN_WORDS}"
    rf"|{_SHORT_YEAR}{_OR_NOT}))?"
)
_MORE_DAYS = rf"(?:{_DAY}(?:\s?er|st|nd|rd|th)?\s?(?:au|et(?: le)?|ou(?: le)?|a|to|and|or|-|&|,|/)\s?){{0,4}}"
_NAMED = lazy(
    rf"(?<![0-9_+])(?<![0-9][.,/])(?:{_MORE_DAYS})(?P<a>{_DAY})(?P<th>\s?er|ere|eme|e|st|nd|rd"
    rf"|th)?(?:\s?[\-/.]\s?|\s{{0,2}}(?:of\s|de\s|du mois de\s|ieme\s)?)(?P<b>{_MONTH})" + _YEAR_BEHIND
)
_MONTH_FIRST = lazy(
    rf"(?<![a-z])(?P<b>{_MONTH_IN_ENGLISH})\s(?:the\s)?(?P<a>{_DAY}|{DAY_IN_WORDS})(?P<th>st|nd|rd"
    r"|th)?(?![a-z0-9%/]|[.:][0-9])"
    rf"(?:(?:,\s?|\s)(?P<y>{_YEAR}|{YEAR_IN_WORDS})(?![0-9]))?"
)
_ROMAN = lazy(
    rf"(?<![\w.,/\-])(?P<a>{_DAY})(?P<s>\s?[./\-]\s?|\s)(?P<b>x?i{{1,3}}|i?[vx]"
    rf"|vi{{1,3}})(?P=s)(?P<y>{_YEAR})(?![\w]|[.,/\-][0-9])"
)
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_IN_OTHER_WORDS = lazy(
    rf"(?<![0-9_+])(?<![0-9][.,/])(?P<a>{_DAY})(?:(?:\. ?| )(?P<b>{any_of(n for f in ABROAD for n in f)})"
    rf"| d(?:e |')(?P<c>{any_of(n for f in BEHIND_DE for n in f)}))(?: (?:de |del )?(?P<y>{_YEAR})(?![0-9]))?"
)
# "née en 11/1988 le 3", "en mai 2019, le 12": the day comes last.
_DAY_LAST = lazy(
    rf"(?<![\w./\-])(?:(?P<b>{_MONTH})|(?P<n>0?[1-9]|1[0-2])(?=[/.\-])) ?[/.\-]? ?(?P<y>{_YEAR}),? \(?le (?P<a>{_DAY})"
    r"(?:er)?(?![\w/%]|[.,:][0-9]| (?:mg|ml|cp|h)\b)"
)
# "le 3 du 4 2017", as children say it.
_OF_MONTH = lazy(rf"(?<![\w.,/])(?P<a>{_DAY})\sdu\s(?P<b>1[0-2]|0?[1-9])\s(?:de\s)?(?P<y>{_YEAR}|[0-9]{{2}})(?![\w/])")
# "le douze trois cinquante-quatre", said aloud.
_SPOKEN = lazy(
    rf"(?<![a-z\-])(?P<a>{DAY_IN_WORDS})[\s,]{{1,2}}(?:zero\s)?(?P<b>un|deux|trois|quatre|cinq|six|sept|huit"
    r"|neuf|dix|onze|douze)"
    rf"[\s,]{{1,2}}(?P<y>{YEAR_IN_WORDS})"
)
_IN_WORDS = lazy(
    rf"(?<![a-z\-])(?P<a>{DAY_IN_WORDS})(?P<th>[\s\-])(?:of\s|de\s)?(?P<b>{_MONTH_AFTER_WORDS}){_YEAR_BEHIND}"
)
_DAY_OF_WEEK = lazy(
    r"(?<![a-z])(?:(?:le|ce|on|au|du) )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)[ \t](?P<a>"
    rf"{_DAY})(?![0-9a-z:/%]|[.,][0-9]|,?\s{{0,2}}{_MONTH})(?!\s?(?:h\b|heures?|min|cp|compri|gel|sachet|dose|goutte|inj|seance|rdv|repas"
    r"|verre|fois|crise|selle|prise|amp|bouffee|patch|ui|unite|mg|ml|g\b|x\b|:[0-9]|patient|personne|jours?\b|semaine"
    r"|mois|ans?\b|km|kg|kilo))"
    r"(?! (?!dans|apres|puis|vers|mais|nous|vous|chez|depuis|sans|sous|tres|pas|alors|suis)[a-z]{3,20}s(?!\w))"
)
_MAY_HOLD = lazy(rf"[0-9]|{_MONTH}|(?:vingt|trente|quarante|cinquante|soixante|cents?)(?![a-z])")
_LAST_MONTH, _LAST_DAY = 12, 31
_EARLIEST, _LATEST = 1_800, 2_100
# In words a year of two figures is one of the last century: "six mars quarante-six".
_SMALLEST_YEAR, _CENTURY = 21, 100


class Form(StrEnum):
    """How a date is written: by itself it says it is one, or only beside a word that does."""

    WHOLE = "whole"
    WITHOUT_YEAR = "without_year"
    COMPACT = "compact"
    AT_ONCE = "at_once"


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A date with its day at ``start`` to ``end`` of a plain text; 0 for a month or a year that is not said.

    ``doubtful_at`` is where a month stands that is another word without its capital letter ("may"), else -1.
    """

    start: int
    end: int
    day: int
    month: int
    year: int
    form: Form
    doubtful_at: int = -1

    def near(self, today: date) -> date | None:
        """Return the date itself; without a year the nearest to ``today``; None when the calendar has no such day."""
        if not self.month:
            return None
        years = [self.year] if self.year else [today.year - 1, today.year, today.year + 1]
        days = [day for year in years if (day := _real(year, self.month, self.day))]
        return min(days, key=lambda day: abs((day - today).days), default=None)


def moments(text: str, today: date) -> list[Moment]:
    """Return the dates of a plain text in order; of two that overlap, the one that starts first, then the longest.

    ``today`` settles years of two figures: the latest that is not after it.
    """
    if not _MAY_HOLD.search(text):
        return []
    found = [*_numeric(text, today), *_named(text, today), *_spoken(text, today), *_bare(text, today)]
    apart: list[Moment] = []
    for moment in sorted(found, key=lambda m: (m.start, -m.end)):
        if not apart or moment.start >= apart[-1].end:
            apart.append(moment)
    return apart


def _numeric(text: str, today: date) -> Iterator[Moment]:
    for match in _NUMERIC.finditer(text):
        first, second = int(match["a"] or match["a1"]), int(match["b"] or match["b1"])
        day, month = _ordered(second, first) if match["y1"] else _ordered(first, second)
        if _is_real(day, month) and not _are_doses(match, second):
            year, _ = _year(match["y"] or match["y1"], today)
            form = Form.WHOLE if _is_whole(match) else Form.COMPACT
            yield Moment(match.start(), match.end(), day, month, year, form)


def _ordered(first: int, second: int) -> tuple[int, int]:
    """Return the day and the month of two numbers, of which the second is the month when it may be."""
    return (first, second) if second <= _LAST_MONTH else (second, first)


def _is_real(day: int, month: int) -> bool:
    return 1 <= day <= _LAST_DAY and 1 <= month <= _LAST_MONTH


def _are_doses(match: re.Match[str], second: int) -> bool:
    """12-14-10: doses of a day; the American order is written with strokes."""
    is_short = not match["y1"] and match["s"] in {"-", "."} and len(match["y"]) <= len("54")
    return is_short and second > _LAST_MONTH


def _is_whole(match: re.Match[str]) -> bool:
    """Tell whether figures can only be a date: four figures of year, or 12/3/54, 12.03.54, 12-03-54, not 1-0-1."""
    if match["y1"] or len(match["y"]) > len("'54"):
        return True
    sign, length = match["s"].strip(), len(match["a"]) + len(match["b"])
    return sign == "/" or (sign != "" and length == len("1203")) or (sign in {"-", "."} and length > len("10"))


def _named(text: str, today: date) -> Iterator[Moment]:
    for pattern in (_NAMED, _MONTH_FIRST, _IN_WORDS):
        for match in pattern.finditer(text):
            day = int(match["a"]) if match["a"].isdigit() else number(match["a"]) or 0
            year, length = _year(match["y"] or "", today)
            end = match.start("y") + length if year else max(match.end(g) for g in ("a", "b", "th"))
            month = MONTHS[match["b"].rstrip(".")]
            if day:
                yield Moment(match.start(), end, day, month, year, Form.WHOLE, -1 if year else _doubtful_at(match))


def _doubtful_at(match: re.Match[str]) -> int:
    """Return where a month stands that is another word without a capital or a point, else -1."""
    return match.start("b") if match["b"] in _DOUBTFUL else -1


def _spoken(text: str, today: date) -> Iterator[Moment]:
    for match in _ROMAN.finditer(text):
        if match["b"] in _ROMANS:
            month = _ROMANS.index(match["b"]) + 1
            yield Moment(match.start(), match.end(), int(match["a"]), month, int(match["y"]), Form.WHOLE)
    for match in _SPOKEN.finditer(text):
        year, length = _year(match["y"], today)
        day, month = number(match["a"]) or 0, number(match["b"]) or 0
        if year and day:
            yield Moment(match.start(), match.start("y") + length, day, month, year, Form.COMPACT)
    for match in _OF_MONTH.finditer(text):
        year, _ = _year(match["y"], today)
        yield Moment(match.start(), match.end(), int(match["a"]), int(match["b"]), year, Form.COMPACT)
    yield from _otherwise(text)


def _otherwise(text: str) -> Iterator[Moment]:
    """Yield dates with a month in another language, and those whose day comes last."""
    for match in _IN_OTHER_WORDS.finditer(text):
        month = FOREIGN[(match["b"] or match["c"]).rstrip(".")]
        yield Moment(match.start(), match.end(), int(match["a"]), month, int(match["y"] or 0), Form.WHOLE)
    for match in _DAY_LAST.finditer(text):
        month = int(match["n"]) if match["n"] else MONTHS[match["b"].rstrip(".")]
        yield Moment(match.start(), match.end(), int(match["a"]), month, int(match["y"]), Form.WHOLE)


def _bare(text: str, today: date) -> Iterator[Moment]:
    for match in _DAY_OF_WEEK.finditer(text):
        yield Moment(match.start(), match.end(), int(match["a"]), 0, 0, Form.WHOLE)
    for match in _WITHOUT_YEAR.finditer(text):
        day, month = _ordered(int(match["a"]), int(match["b"]))
        if _is_real(day, month):
            yield Moment(match.start(), match.end(), day, month, 0, Form.WITHOUT_YEAR)
    for match in _COMPACT.finditer(text):
        day, month = int(_group(match, "a")), int(_group(match, "b"))
        if _is_real(day, month):
            year, _ = _year(_group(match, "y"), today)
            yield Moment(match.start(), match.end(), day, month, year, Form.AT_ONCE)


def _group(match: re.Match[str], name: str) -> str:
    """Return what one of the groups ``a``, ``a1``, ``a2`` holds."""
    return match[name] or match[f"{name}1"] or match[f"{name}2"]


def _year(written: str, today: date) -> tuple[int, int]:
    """Return the year that ``written`` begins with, and how many of its characters say it; (0, 0) for none."""
    bare = written.removeprefix("'")
    if bare.isdigit():
        value = int(bare)
        if len(bare) > len("54"):
            return value, len(written)
        century = today.year // _CENTURY * _CENTURY
        return century + value - (_CENTURY if century + value > today.year else 0), len(written)
    while written:
        value = number(written) or 0
        if _SMALLEST_YEAR <= value < _CENTURY:
            return (today.year // _CENTURY - 1) * _CENTURY + value, len(written)
        if _EARLIEST <= value <= _LATEST:
            return value, len(written)
        written = written[: max(written.rfind(" "), written.rfind("-"), 0)]
    return 0, 0


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
