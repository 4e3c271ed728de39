"""Who is told of a question, how many at a time, and when the next ones are: data, one plan per urgency.

``after`` counts from the moment the question is asked, in the time that counts for its urgency
(:mod:`~toctoc.questions.rules.routing.times`). A plan stops as soon as somebody answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from toctoc.questions.rules.routing.choice import CAPS, Caps, Chosen, choose
from toctoc.questions.rules.routing.fit import Circle, Fit, is_in
from toctoc.questions.rules.urgency import Urgency

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from toctoc.questions.rules.routing.candidate import Candidate, Wanted


@dataclass(frozen=True, slots=True)
class Step:
    """One wave: whom it reaches, how long after the question, and at most how many people."""

    circle: Circle
    after: timedelta
    size: int


def _steps(*steps: tuple[Circle, timedelta, int]) -> tuple[Step, ...]:
    return tuple(Step(*step) for step in steps)


_NOTHING = timedelta()
PLAN: Mapping[Urgency, tuple[Step, ...]] = {
    Urgency.NOW: _steps(
        (Circle.SPECIALTY, _NOTHING, 24),
        (Circle.NEIGHBOURS, timedelta(minutes=3), 14),
        (Circle.PROFESSION, timedelta(minutes=12), 4),
        (Circle.PARTNERS, timedelta(minutes=20), 12),
        (Circle.DUTY, timedelta(minutes=30), 2),
    ),
    Urgency.TODAY: _steps(
        (Circle.SPECIALTY, _NOTHING, 4),
        (Circle.NEIGHBOURS, timedelta(minutes=30), 4),
        (Circle.PROFESSION, timedelta(hours=2), 4),
        (Circle.PARTNERS, timedelta(hours=4), 10),
        (Circle.DUTY, timedelta(hours=8), 2),
    ),
    Urgency.WEEK: _steps(
        (Circle.SPECIALTY, _NOTHING, 2),
        (Circle.NEIGHBOURS, timedelta(hours=3), 3),
        (Circle.PROFESSION, timedelta(hours=10), 3),
        (Circle.PARTNERS, timedelta(hours=24), 8),
        (Circle.DUTY, timedelta(hours=36), 2),
    ),
}
# What nobody answered is brought once more, to others of the whole audience: most often a small profession.
AGAIN: Mapping[Urgency, Step] = {
    Urgency.NOW: Step(Circle.PROFESSION, timedelta(hours=3), 50),
    Urgency.TODAY: Step(Circle.PROFESSION, timedelta(hours=10), 50),
    Urgency.WEEK: Step(Circle.PROFESSION, timedelta(hours=38), 50),
}
# Circles that are filled from the next one when they are too small, so that nobody waits for a wave without people.
_LOCAL = (Circle.SPECIALTY, Circle.NEIGHBOURS, Circle.PROFESSION)


def invited(
    step: Step, candidates: Sequence[Candidate], wanted: Wanted, *, chance: Random, caps: Caps = CAPS
) -> list[Chosen]:
    """Return whom a step invites among ``candidates``, who are those not invited yet.

    Its own circle first; seats that it cannot fill go to the next circles at once.
    """
    fit, chosen, seen = Fit(wanted), list[Chosen](), set[int]()
    circles = _LOCAL[_LOCAL.index(step.circle) :] if step.circle in _LOCAL else (step.circle,)
    for circle in circles:
        reached = [c for c in candidates if c.actor_id not in seen and is_in(circle, c, fit)]
        seen.update(candidate.actor_id for candidate in reached)
        chosen += choose(reached, wanted, step.size - len(chosen), chance=chance, caps=caps)
        if len(chosen) >= step.size:
            break
    return chosen


def _check_plan() -> None:
    """Refuse to start with a plan that goes back in time or narrows."""
    order = list(Circle)
    for urgency in Urgency:
        for before, then in pairwise(PLAN[urgency]):
            if then.after <= before.after or order.index(then.circle) <= order.index(before.circle):
                raise RuntimeError(f"The waves of {urgency} do not widen.")
        if AGAIN[urgency].after <= PLAN[urgency][-1].after:
            raise RuntimeError(f"What nobody answered is asked again too soon ({urgency}).")


_check_plan()
