"""Instead of an exact date, how long ago it was or its month: what counts for care is the time between two things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.calendar import moments
from toctoc.privacy.rules.figures import figures, plain
from toctoc.privacy.rules.folding import fold
from toctoc.privacy.rules.lazy import lazy

if TYPE_CHECKING:
    from datetime import date

    from toctoc.privacy.rules.calendar import Moment

_MONTHS = (
    (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
)
_SMALL = (
    ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
)
_LEAD = lazy(r"(le|ce|du|au|on the|on|the)\s")
# Up to here a date is told by the days between; over it, by its month.
_DAYS_TOLD = 31
_WEEK, _MONTH, _YEAR = 7, 30.44, 365.25
_OLDEST = 89


def birth(written: str, language: str, today: date) -> tuple[str, ...]:
    """Return what tells an age instead of a date of birth: "il y a 72 ans", "en mars 1954"."""
    lead, found, day = _read(written, today)
    if found is None or day is None or not found.year or day > today:
        return _masked(lead, language) if found is None else (*_month(lead, found, language), *_masked(lead, language))
    ago = _ago(day, today, language)
    if (today - day).days / _YEAR > _OLDEST:
        return (ago, *_masked(lead, language))
    return (ago, *_month(lead, found, language), *_masked(lead, language))


def moment(written: str, language: str, today: date) -> tuple[str, ...]:
    """Return what tells when instead of an exact date: "il y a trois jours" when it is near, else "en mars 2019"."""
    lead, found, day = _read(written, today)
    if found is None or not found.month:
        return _masked(lead, language)
    month = _month(lead, found, language)
    if day is None or lead == "au":
        return (*month, *_masked(lead, language))
    relative = ("de " if lead == "du" else "") + _relative(day, today, language)
    relative = relative.replace("de il", "d’il").replace("de aujourd’hui", "d’aujourd’hui").replace("de hier", "d’hier")
    near = abs((day - today).days) <= _DAYS_TOLD
    return (relative, *month, *_masked(lead, language)) if near else (*month, relative, *_masked(lead, language))


def _read(written: str, today: date) -> tuple[str, Moment | None, date | None]:
    """Return the article in front, the date, and the day it names, as far as they are written."""
    text = figures(plain(fold(written).text)).text
    lead = _LEAD.match(text)
    found = next(iter(moments(text, today)), None)
    return (lead[1] if lead else ""), found, found.near(today) if found else None


def _masked(lead: str, language: str) -> tuple[str, ...]:
    """Return the mask behind the article that it replaces too; without one, the mask of the kind is enough."""
    return (f"{lead} [date]",) if lead and (lead in {"on", "the", "on the"}) == (language == "en") else ("[date]",)


def _month(lead: str, found: Moment, language: str) -> tuple[str, ...]:
    """Return the month and the year in words, behind the preposition that fits what stood there."""
    if not found.month:
        return ()
    english = language == "en"
    words = " ".join([_MONTHS[english][found.month - 1], *([str(found.year)] if found.year else [])])
    if english:
        return (f"in {words}" if lead else words,)
    before = {"": "", "du": "de ", "au": "à "}.get(lead, "en ")
    return (before.replace("de ", "d’" if words[0] in "ao" else "de ") + words,)


def _relative(day: date, today: date, language: str) -> str:
    days = (day - today).days
    english = language == "en"
    near = {0: ("aujourd’hui", "today"), -1: ("hier", "yesterday"), 1: ("demain", "tomorrow")}
    if days in near:
        return near[days][english]
    if days < 0:
        return _ago(day, today, language)
    length = _length(days, language)
    return f"in {length}" if english else f"dans {length}"


def _ago(day: date, today: date, language: str) -> str:
    days = (today - day).days
    if days / _YEAR > _OLDEST + 1:
        return "over 89 years ago" if language == "en" else "il y a plus de 89 ans"
    length = _length(days, language)
    return f"{length} ago" if language == "en" else f"il y a {length}"


def _length(days: int, language: str) -> str:
    """Return a length of time in its largest unit of which there are two at least."""
    units = (
        (_YEAR, ("an", "ans"), ("year", "years")),
        (_MONTH, ("mois", "mois"), ("month", "months")),
        (_WEEK, ("semaine", "semaines"), ("week", "weeks")),
        (1, ("jour", "jours"), ("day", "days")),
    )
    english = language == "en"
    for size, *names in units:
        count = int(days / size)
        if count >= 2 or size == 1:  # noqa: PLR2004 two at least
            word = _SMALL[english][count] if count < len(_SMALL[0]) else str(count)
            return f"{word} {names[english][count > 1]}"
    raise AssertionError(days)
