"""A number that orders people by how much they answered lately, the same at any time.

Each answer counts half after 14 days, for everybody alike. So the order never changes between two answers, and an index
keeps it: what is stored is the logarithm of the sum of 2^(moment in half-lives) over somebody's answers.
"""

from __future__ import annotations

from math import exp2, log2
from typing import TYPE_CHECKING

from toctoc.questions.rules.routing.habits import HALF_LIFE_HOURS

if TYPE_CHECKING:
    from datetime import datetime

# Of somebody who never answered; every real one is above a thousand.
NOTHING = 0.0
_HALF_LIFE = HALF_LIFE_HOURS * 3_600


def with_answer(habit: float, answered_at: datetime) -> float:
    """Return the number after one more answer."""
    moment = _in_half_lives(answered_at)
    if habit <= NOTHING:
        return moment
    low, high = sorted((habit, moment))
    return high + log2(1 + exp2(low - high))


def without_answer(habit: float, answered_at: datetime) -> float:
    """Return the number after an answer was taken back."""
    left = 1 - exp2(_in_half_lives(answered_at) - habit) if habit > NOTHING else 0.0
    # Below a thousandth of an answer only rounding is left.
    return habit + log2(left) if left > _ROUNDING else NOTHING


def answered_recently(habit: float, now: datetime) -> float:
    """Return how many answers that is worth at ``now``."""
    return exp2(habit - _in_half_lives(now)) if habit > NOTHING else 0.0


_ROUNDING = 1e-3


def _in_half_lives(moment: datetime) -> float:
    return moment.timestamp() / _HALF_LIFE
