"""When a task that comes back comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

# Hours of the day are those of the people served.
PLACE = ZoneInfo("Europe/Paris")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Every so often, or daily at an hour of :data:`PLACE`; exactly one of both."""

    every: timedelta | None = None
    at: time | None = None

    @classmethod
    def of(cls, every: timedelta | None, at: str) -> Recurrence | None:
        """Return what a decorator said; ``None`` when it said nothing."""
        if every is not None and at:
            raise ValueError("Say every or at, not both.")
        if every is not None:
            if every <= timedelta():
                raise ValueError("A task comes back after some time, not at once.")
            return cls(every=every)
        return cls(at=time.fromisoformat(at)) if at else None

    def after(self, moment: datetime) -> datetime:
        """Return the first time after ``moment`` (which carries its time zone), in UTC.

        An hour that the change to summer time skips is the one after; an hour that occurs twice is the first.
        """
        if self.at is None:
            return (moment + (self.every or _DAY)).astimezone(UTC)
        here = moment.astimezone(PLACE)
        candidate = datetime.combine(here.date(), self.at, PLACE)
        if candidate.astimezone(UTC) <= moment.astimezone(UTC):
            candidate = datetime.combine(here.date() + _DAY, self.at, PLACE)
        return candidate.astimezone(UTC)
