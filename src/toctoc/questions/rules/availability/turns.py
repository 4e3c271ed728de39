"""Turns laid out over some days, on the clock of their pool."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LAYING = 92
FURTHEST = timedelta(days=366)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Laying:
    """One turn on each day from ``first`` to ``last`` that is among ``weekdays`` (0 is Monday).

    It goes from ``begins`` to ``ends`` on the wall clock, over midnight when it ends before it begins, and for a whole
    day when both are the same.
    """

    first: date
    last: date
    weekdays: frozenset[int]
    begins: time
    ends: time

    def moments(self, zone: str, now: datetime) -> list[tuple[datetime, datetime]]:
        """Return the turns in UTC that are not over; raise :class:`Invalid` for days or hours that cannot be.

        On the night of a change of clock a turn is an hour longer or shorter, as the night is.
        """
        if self.last < self.first or (self.last - self.first).days >= LONGEST_LAYING:
            raise Invalid("Choisissez au plus trois mois, du premier au dernier jour.", field="last")
        if not now - _DAY <= datetime.combine(self.first, time(), UTC) <= now + FURTHEST:
            raise Invalid("Choisissez des jours à venir, dans l’année.", field="first")
        if not self.weekdays or not self.weekdays <= set(range(7)):
            raise Invalid("Choisissez au moins un jour de la semaine.", field="weekdays")
        laid = [(start, end) for start, end in self._all(ZoneInfo(zone)) if end > now]
        if not laid:
            raise Invalid("Aucun de ces jours n’est à venir.", field="last")
        return laid

    def _all(self, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
        day = self.first
        while day <= self.last:
            if day.weekday() in self.weekdays:
                following = day + _DAY if self.ends <= self.begins else day
                start, end = datetime.combine(day, self.begins, zone), datetime.combine(following, self.ends, zone)
                # An hour that the clocks skip: both may be one moment, which is no turn.
                if end.astimezone(UTC) > start.astimezone(UTC):
                    yield start.astimezone(UTC), end.astimezone(UTC)
            day += _DAY
