"""Which time counts while a question waits: every hour for those wanted now, open hours for the others.

Open hours keep clear of those of out-of-hours care in France (permanence des soins, code de la santé publique, article
R. 6315-1): 20:00 to 8:00, Saturdays from noon, Sundays, public holidays. What is wanted today may also come in the
evening and on Saturdays. Hours are those of the clock on the wall; between two moments only real time is counted, so a
change to or from summer time neither loses nor doubles an hour.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from toctoc.kernel.recurrence import PLACE
from toctoc.questions.rules.urgency import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo


_DAY = timedelta(days=1)
_LONG = (time(8), time(22))
_WORK = (time(8), time(20))
_MORNING = (time(8), time(12))
# Opening and closing of each day, Monday first; ``None`` when closed. Those absent count every hour.
OPEN_HOURS: dict[Urgency, tuple[tuple[time, time] | None, ...]] = {
    Urgency.TODAY: (_LONG, _LONG, _LONG, _LONG, _LONG, _LONG, None),
    Urgency.WEEK: (_WORK, _WORK, _WORK, _WORK, _WORK, _MORNING, None),
}
# Month and day, then days after Easter (code du travail, article L. 3133-1).
_FIXED_HOLIDAYS = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_EASTER_MONDAY, _ASCENSION, _WHIT_MONDAY = 1, 39, 50


def due(asked_at: datetime, wait: timedelta, urgency: Urgency, place: ZoneInfo = PLACE) -> datetime:
    """Return the moment, in UTC, at which ``wait`` of the time that counts has passed since ``asked_at``.

    With nothing to wait for it is ``asked_at`` itself, or the next opening when that is closed.
    """
    begun, left = asked_at.astimezone(UTC), wait
    if urgency not in OPEN_HOURS:
        return begun + left
    for opens, closes in _openings(begun, urgency, place):
        counted = max(opens, begun)
        if left <= closes - counted and counted < closes:
            return counted + left
        left -= max(timedelta(), closes - counted)
    raise AssertionError("Openings never end.")


def is_open(moment: datetime, urgency: Urgency, place: ZoneInfo = PLACE) -> bool:
    """Tell whether the time at ``moment`` counts for this urgency."""
    return due(moment, timedelta(), urgency, place) == moment


@lru_cache(maxsize=32)
def holidays(year: int) -> frozenset[date]:
    """Return the eleven public holidays of France; those of Alsace-Moselle alone are not among them."""
    easter = _easter(year)
    moving = (easter + n * _DAY for n in (_EASTER_MONDAY, _ASCENSION, _WHIT_MONDAY))
    return frozenset((*(date(year, month, day) for month, day in _FIXED_HOLIDAYS), *moving))


def _openings(begun: datetime, urgency: Urgency, place: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """Yield when each day from ``begun`` on opens and closes, in UTC, so that differences are real time."""
    day = begun.astimezone(place).date()
    while True:
        hours = None if day in holidays(day.year) else OPEN_HOURS[urgency][day.weekday()]
        if hours is not None:
            opens, closes = (datetime.combine(day, hour, place).astimezone(UTC) for hour in hours)
            yield opens, closes
        day += _DAY


def _easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    skipped = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - skipped + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
