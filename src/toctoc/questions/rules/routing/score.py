"""How well somebody suits one question: a sum of named terms that "Pourquoi moi ?" shows one by one.

The score lives for one question and is kept for nobody. Each value lies between 0 and 1 and counts for the points that
:data:`WEIGHTS` gives it. Who answers often and who answered lately weigh most: on logs of other places nothing else
predicts answers as well. What makes it fair is not here but in :mod:`~toctoc.questions.rules.routing.choice`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.questions.rules.routing.fit import Fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.questions.rules.routing.candidate import Candidate, Wanted

# The points of each term when its value is 1, in the order in which they are told.
WEIGHTS: dict[str, float] = {
    "specialty": 20.0,
    "topics": 15.0,
    "likeness": 10.0,
    "habit": 20.0,
    "lately": 10.0,
    "reply_rate": 25.0,
    "available": 5.0,
    "duty": 5.0,
    "place": 10.0,
    "language": 5.0,
    "fatigue": -30.0,
}
# Each value is x / (x + half): half of the points at this many answers, at this likeness, at this burden.
HALF_HABIT, HALF_LIKENESS, HALF_BURDEN = 3.0, 6.0, 3.0
# The points of "lately" are half gone after this many hours.
HALF_LATELY = 24.0
# What is thought of somebody who was never invited; newcomers have seats of their own.
UNKNOWN_REPLY_RATE = 0.2
# An invitation of earlier this week weighs this share of one of today.
EARLIER = 0.2


@dataclass(frozen=True, slots=True)
class Term:
    """One reason: its name, its value from 0 to 1, the points a value of 1 has, the points it has here."""

    name: str
    value: float
    weight: float
    points: float


@dataclass(frozen=True, slots=True)
class Scored:
    """Somebody's points for one question."""

    actor_id: int
    total: float
    terms: tuple[Term, ...]


def score(candidate: Candidate, wanted: Wanted, fit: Fit | None = None) -> Scored:
    """Return the points of ``candidate`` with each reason; ``fit`` saves looking the question up for each person."""
    values = _values(candidate, wanted, fit or Fit(wanted))
    terms = tuple(
        Term(name, value, weight, value * weight) for (name, weight), value in zip(WEIGHTS.items(), values, strict=True)
    )
    return Scored(candidate.actor_id, sum(term.points for term in terms), terms)


def totals(candidates: Sequence[Candidate], wanted: Wanted, fit: Fit) -> list[float]:
    """Return the total of each of many, as :func:`score` finds it, without the reasons: a tenth of the time."""
    said, now = _of_answers(candidates, fit), _of_the_moment(candidates, wanted)
    return [one + other for one, other in zip(said, now, strict=True)]


def _of_answers(candidates: Sequence[Candidate], fit: Fit) -> list[float]:
    """Return the points for what each of many knows and answered."""
    specialty, topics, likeness, habit, lately, reply, *_ = WEIGHTS.values()
    suited: dict[tuple[str, str], float] = {}
    for group in {(c.profession, c.specialty) for c in candidates}:
        is_asked, shared = fit.nearness(*group)
        suited[group] = is_asked * specialty + shared * topics
    return [
        suited[c.profession, c.specialty]
        + (likeness * c.likeness / (c.likeness + HALF_LIKENESS) if c.likeness else 0.0)
        + habit * c.answered_recently / (c.answered_recently + HALF_HABIT)
        + (lately * HALF_LATELY / (HALF_LATELY + c.last_answer_hours) if c.last_answer_hours is not None else 0.0)
        + reply * (UNKNOWN_REPLY_RATE if c.reply_rate is None else c.reply_rate)
        for c in candidates
    ]


def _of_the_moment(candidates: Sequence[Candidate], wanted: Wanted) -> list[float]:
    """Return the points for how each of many stands now, and those that what was asked of them takes."""
    *_, available, duty, place, language, fatigue = WEIGHTS.values()
    here, tongue = wanted.department or None, wanted.language
    return [
        (available if c.is_available else 0.0)
        + (duty if c.is_on_duty else 0.0)
        + (place if c.department == here else 0.0)
        + (language if not c.languages or tongue in c.languages else 0.0)
        + (fatigue * (1 - HALF_BURDEN / (burden + HALF_BURDEN)) if (burden := _burden(c)) else 0.0)
        for c in candidates
    ]


def _burden(candidate: Candidate) -> float:
    """Return how much was asked of somebody lately, in invitations of today."""
    earlier = candidate.invited_this_week - candidate.invited_today
    return candidate.invited_today + EARLIER * earlier


def _values(candidate: Candidate, wanted: Wanted, fit: Fit) -> tuple[float, ...]:
    """Return the value of each term, in the order of :data:`WEIGHTS`."""
    is_asked, shared = fit.nearness(candidate.profession, candidate.specialty)
    hours = candidate.last_answer_hours
    return (
        is_asked,
        shared,
        _saturated(candidate.likeness, HALF_LIKENESS),
        _saturated(candidate.answered_recently, HALF_HABIT),
        0.0 if hours is None else HALF_LATELY / (HALF_LATELY + hours),
        UNKNOWN_REPLY_RATE if candidate.reply_rate is None else candidate.reply_rate,
        float(candidate.is_available),
        float(candidate.is_on_duty),
        float(bool(wanted.department) and candidate.department == wanted.department),
        float(not candidate.languages or wanted.language in candidate.languages),
        _saturated(_burden(candidate), HALF_BURDEN),
    )


def _saturated(amount: float, half: float) -> float:
    return amount / (amount + half)
