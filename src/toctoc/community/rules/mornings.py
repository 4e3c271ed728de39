"""When it is morning where somebody reads letters."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from toctoc.kernel.recurrence import PLACE

MORNING = time(7, 30)
_DAY = timedelta(days=1)
# Departments whose clocks are not those of Paris.
_ELSEWHERE = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}


def zone_of(department: str) -> ZoneInfo:
    """Return the time zone of a department by its code; that of Paris for the others, and when it is not told."""
    name = _ELSEWHERE.get(department)
    return ZoneInfo(name) if name else PLACE


def next_morning(after: datetime, zone: ZoneInfo, *, weekly: bool) -> datetime:
    """Return the first morning after a moment, in UTC; of a Monday when ``weekly``."""
    day = after.astimezone(zone).date()
    if datetime.combine(day, MORNING, zone) <= after:
        day += _DAY
    if weekly:
        day += (7 - day.weekday()) % 7 * _DAY
    return datetime.combine(day, MORNING, zone).astimezone(UTC)
