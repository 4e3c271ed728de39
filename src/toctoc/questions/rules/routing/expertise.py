"""How much of what is asked somebody already answered, or says it knows: nearness and age, as one number."""

from __future__ import annotations

from math import exp2
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# An answer to the very same question gives most of the points that likeness has (``HALF_LIKENESS`` gives half).
SAME = 12.0
# What somebody knew fades slowly; what they do these weeks is told by their habit.
HALF_LIFE_DAYS = 2 * 365.0
# What one says of oneself weighs this share of an answer.
DECLARED = 0.5


def expertise(
    answers: Iterable[tuple[int, int, float, float]], declared: Iterable[tuple[int, float]]
) -> dict[int, float]:
    """Return the likeness of each actor.

    ``answers`` are actor, thread, nearness from 0 to 1 and age in days: each thread counts once for an actor, by its
    best. ``declared`` are actor and nearness of what it says of itself.
    """
    best: dict[tuple[int, int], float] = {}
    for actor_id, thread_id, nearness, days in answers:
        worth = SAME * nearness * exp2(-max(0.0, days) / HALF_LIFE_DAYS)
        best[actor_id, thread_id] = max(worth, best.get((actor_id, thread_id), 0.0))
    found: dict[int, float] = {}
    for (actor_id, _), worth in best.items():
        found[actor_id] = found.get(actor_id, 0.0) + worth
    for actor_id, nearness in declared:
        found[actor_id] = found.get(actor_id, 0.0) + SAME * DECLARED * nearness
    return found
