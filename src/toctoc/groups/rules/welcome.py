"""Who welcomes a newcomer: the volunteer who was asked least lately, so that nobody welcomes more than their share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# What was asked of somebody longer ago than this weighs nothing any more.
RECENT = timedelta(days=30)
# How long a newcomer waits before the next volunteer is asked, and how many are asked at most.
PATIENCE = timedelta(days=1)
MOST_ASKED = 5
# The delay shown is that of the newest welcomes only.
MEASURED = 100
_NEVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Load:
    """What was asked of one volunteer lately: how many times, and when last (``None``: never)."""

    actor_id: int
    recent: int = 0
    last: datetime | None = None


def next_welcomer(loads: Iterable[Load]) -> int | None:
    """Return the volunteer to ask: the fewest recent turns, then the longest ago, then the oldest id."""
    chosen = min(loads, key=lambda load: (load.recent, load.last or _NEVER, load.actor_id), default=None)
    return chosen.actor_id if chosen else None


def median_delay(delays: Sequence[timedelta]) -> timedelta | None:
    """Return the median delay before a newcomer's first answer; ``None`` when nobody was answered."""
    return timedelta(seconds=median(delay.total_seconds() for delay in delays)) if delays else None
