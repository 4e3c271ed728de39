"""When to try again."""

from __future__ import annotations

from datetime import timedelta

LARGEST = timedelta(hours=6)
MOST_ATTEMPTS = 8


def delay_before(attempt: int) -> timedelta:
    """Return how long to wait before attempt number ``attempt`` + 1: 5 s, 20 s, 80 s, … at most six hours."""
    return min(timedelta(seconds=5 * 4 ** min(attempt - 1, 10)), LARGEST)
