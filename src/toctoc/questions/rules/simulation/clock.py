"""Minutes since the start, and what the clock on the wall shows then."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from toctoc.questions.rules.routing.times import is_open
from toctoc.questions.rules.urgency import Urgency

if TYPE_CHECKING:
    from toctoc.questions.rules.simulation.place import Setting

_TAIL_DAYS = 20


class Wall(NamedTuple):
    """What the clock on the wall shows, to the hour; ``day`` counts days since the start."""

    weekday: int
    hour: int
    day: int


class Clock:
    """Turns minutes into hours of the day once, for the whole run and some time after it."""

    def __init__(self, setting: Setting) -> None:
        self._start = setting.start
        first = setting.start.astimezone(setting.place).date()
        self._walls = []
        for hour in range((setting.days + _TAIL_DAYS) * 24):
            here = (setting.start + timedelta(hours=hour)).astimezone(setting.place)
            self._walls.append(Wall(here.weekday(), here.hour, (here.date() - first).days))

    def wall(self, minute: float) -> Wall:
        """Return what the clock on the wall shows."""
        return self._walls[min(int(minute // 60), len(self._walls) - 1)]

    def moment(self, minute: float) -> datetime:
        """Return the moment as a date."""
        return self._start + timedelta(minutes=minute)

    def minute(self, moment: datetime) -> float:
        """Return a date as minutes since the start."""
        return (moment - self._start) / timedelta(minutes=1)

    def is_working(self, minute: float) -> bool:
        """Tell whether it is an hour of work: no night, no Saturday afternoon, no Sunday, no public holiday."""
        return is_open(self.moment(minute), Urgency.WEEK)
