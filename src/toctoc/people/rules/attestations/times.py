"""Moments as attestations write them, cut so that they say no more than they must.

A moment to the second, kept by two servers, would join what one person showed to each of them; the day of a decision
can be found again in a letter-box or in a log. So a proof is dated by its month, as on its seal; making is dated by
the hour; the end is moved back to the first of its month, and to its day only in the last month.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

# What two honest clocks may differ by.
SKEW = timedelta(minutes=2)
MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z"
MONTH = r"^[0-9]{4}-(?:0[1-9]|1[0-2])\Z"
_MOMENT = re.compile(MOMENT)


def written(moment: datetime) -> str:
    """Return a moment as XML Schema's dateTimeStamp in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_in(text: str) -> datetime:
    """Return the moment that :func:`written` wrote; raise :class:`ValueError` for any other text."""
    if not _MOMENT.match(text):
        raise ValueError("not a moment in UTC to the second")
    return datetime.fromisoformat(text)


def month_in(text: str) -> datetime:
    """Return the first moment (UTC) of a month written ``2026-03``."""
    return datetime.fromisoformat(f"{text}-01T00:00:00Z")


def hour_of(moment: datetime) -> datetime:
    """Return the beginning of the hour of a moment."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def told_end(ends_at: datetime, now: datetime) -> datetime | None:
    """Return the end to write for what ends at ``ends_at``: never later; ``None`` when it ends within the day."""
    day = hour_of(ends_at).replace(hour=0)
    return next((end for end in (day.replace(day=1), day) if end > now), None)
