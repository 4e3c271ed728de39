"""Whether somebody can be asked at a moment, from what they set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from toctoc.questions.rules.availability.hours import ANY_HOUR, HERE, Week

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody set; the default is what holds for who set nothing: any hour, no limit, in no silence."""

    zone: str = HERE
    week: Week = ANY_HOUR
    quiet_until: datetime | None = None
    on_duty_until: datetime | None = None
    daily_load: int | None = None

    def is_quiet(self, at: datetime) -> bool:
        """Tell whether they asked not to be disturbed, which goes before any duty."""
        return self.quiet_until is not None and at < self.quiet_until

    def is_on_duty(self, at: datetime) -> bool:
        """Tell whether they said that they answer now."""
        return self.on_duty_until is not None and at < self.on_duty_until and not self.is_quiet(at)

    def is_free(self, at: datetime) -> bool:
        """Tell whether a question may reach them by their hours alone; ``at`` carries its time zone.

        Hours are compared on their own wall clock, so that the two changes of an hour in a year move nothing.
        """
        if self.is_quiet(at) or self.daily_load == 0:
            return False
        return self.is_on_duty(at) or self.week.is_empty or self.week.holds(at.astimezone(ZoneInfo(self.zone)))
