"""How a life on the place becomes the numbers of a candidate; one definition for the site and for the simulator."""

from __future__ import annotations

from math import exp2

# What somebody answered counts half after so many hours: 14 days.
HALF_LIFE_HOURS = 14 * 24.0
# Somebody is a newcomer for so many days, unless they answered so often before.
NEWCOMER_DAYS, NEWCOMER_ANSWERS = 30.0, 3
# A share of few invitations is drawn towards a half, as if there had been this many more.
_PRIOR = 2.0


def decayed(count: float, hours: float) -> float:
    """Return what is left of a count after some hours."""
    return count * exp2(-hours / HALF_LIFE_HOURS)


def reply_rate(answered: int, invited: int) -> float | None:
    """Return the share of invitations that were answered, careful where there were few; ``None`` without any."""
    return (answered + _PRIOR / 2) / (invited + _PRIOR) if invited else None


def is_newcomer(days_since_joined: float, answered_ever: int) -> bool:
    """Tell whether somebody still has a newcomer's seat."""
    return days_since_joined < NEWCOMER_DAYS and answered_ever < NEWCOMER_ANSWERS
