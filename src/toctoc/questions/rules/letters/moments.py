"""When a letter that tells of an invitation leaves: by day, outside of any silence, or not at all once it is old."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

# How many a day somebody may choose; none is how it begins.
MOST_A_DAY = (1, 3, 10)
COUNTED = timedelta(days=1)
# The hours of letters, on the reader's own clock.
FROM, UNTIL = time(8), time(21)
# Whoever cannot be asked at this moment by their own hours is looked at again after so long.
LOOK_AGAIN = timedelta(hours=1)
# Later the notice on the page is enough: others were asked meanwhile.
LATEST = timedelta(days=1)
_DAY = timedelta(days=1)


def leaves_at(now: datetime, zone: ZoneInfo, quiet_until: datetime | None, *, is_called_on: bool) -> datetime:
    """Return the first moment from ``now`` on at which a letter may leave; both carry their time zone.

    A silence goes before all. Who is called on, being on duty for what is wanted now, is written to at any hour.
    """
    moment = max(now, quiet_until or now)
    local = moment.astimezone(zone)
    if is_called_on or FROM <= local.time() < UNTIL:
        return moment
    day = local.date() + (_DAY if local.time() >= UNTIL else timedelta())
    return datetime.combine(day, FROM, zone).astimezone(UTC)
