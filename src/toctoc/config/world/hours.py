"""When people of the demonstration world do things: days and nights, weekdays, a network that grows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from random import Random

PARIS = ZoneInfo("Europe/Paris")
# Weight of each hour of the clock: little at night, more at the noon break and after dinner.
HOURS = (2, 1, 1, 1, 1, 3, 9, 24, 36, 34, 32, 30, 46, 50, 38, 30, 28, 32, 40, 44, 50, 46, 28, 10)
WEEKDAYS = (1.0, 1.0, 0.95, 1.0, 0.9, 0.55, 0.5)
# The last day is this many times as busy as the first.
_GROWTH = 2.5
_RUSH_DAYS = 10
NIGHT_ENDS = 6
_MOST_NIGHT_WORK = 0.25


class Calendar:
    """Moments between two others, drawn as people spread them."""

    def __init__(self, start: datetime, end: datetime, rush: float = 1.0) -> None:
        """Spread over the days between; the last ten are ``rush`` times as busy (people heard of the place)."""
        self.start, self.end = start, end
        first, last = start.astimezone(PARIS).date(), end.astimezone(PARIS).date()
        count = (last - first).days + 1
        self._days: list[date] = [first + timedelta(days=n) for n in range(count)]
        self._weights = list(
            accumulate(
                WEEKDAYS[day.weekday()] * (1 + (_GROWTH - 1) * n / count) * (rush if count - n <= _RUSH_DAYS else 1)
                for n, day in enumerate(self._days)
            )
        )
        self._hours = list(accumulate(HOURS))

    def moment(self, chance: Random) -> datetime:
        """Return a moment, to the millisecond, in UTC."""
        while True:
            [day] = chance.choices(self._days, cum_weights=self._weights)
            [hour] = chance.choices(range(24), cum_weights=self._hours)
            local = datetime(day.year, day.month, day.day, hour, tzinfo=PARIS) + timedelta(
                milliseconds=chance.randrange(3_600_000)
            )
            found = local.astimezone(UTC)
            if self.start <= found < self.end:
                return found


def after(moment: datetime, delay: timedelta, chance: Random) -> datetime:
    """Return ``delay`` after ``moment``, put off to the morning when it falls in the night, most of the time."""
    then = moment + timedelta(milliseconds=delay // timedelta(milliseconds=1))
    local = then.astimezone(PARIS)
    if local.hour >= NIGHT_ENDS or chance.random() < _MOST_NIGHT_WORK:
        return then
    waited = timedelta(hours=NIGHT_ENDS - local.hour) + timedelta(seconds=chance.randrange(2 * 3_600))
    return then + waited
