"""What a run came to: shares, delays, load. An unanswered question counts as slower than any."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from toctoc.questions.rules.urgency import Urgency

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.questions.rules.simulation.clock import Clock
    from toctoc.questions.rules.simulation.course import Open, Record

_NEVER = float("inf")
_ONE_PERCENT = 0.01
_PARTS = 20
# Minutes at which the curve of delays is read.
CURVE = (0, 2, 5, 10, 15, 20, 25, 30, 40, 50, 60, 75, 90, 105, 120)


@dataclass(frozen=True, slots=True)
class Delays:
    """How soon first answers came, in minutes; ``None`` where fewer than that were answered at all."""

    questions: int
    answered: float
    median: float | None
    p90: float | None
    # Share answered at each of CURVE's minutes.
    curve: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """How invitations are shared: per question, the share of the most invited hundredth, Gini, Lorenz' curve."""

    each: float
    replied: float
    top: float
    gini: float
    lorenz: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Newcomers:
    """What newcomers were asked and gave: shares of all invitations and answers; how many of the invited answered."""

    invitations: float
    answers: float
    invited: int
    answered: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that is compared; ``waited`` is the share answered while its asker still waited."""

    everything: Delays
    now: Delays
    waited: float
    answers_each: float
    load: Load
    newcomers: Newcomers


def figures_of(record: Record, clock: Clock) -> Figures:
    """Return the figures of the days that were watched."""
    questions = record.questions
    working = [q for q in questions if q.asked.about.urgency is Urgency.NOW and clock.is_working(q.asked.moment)]
    waited = sum(_delay(q) <= q.asked.waits for q in questions)
    answers, invitations = sum(record.answers), sum(record.invitations)
    return Figures(
        everything=delays_of([_delay(q) for q in questions]),
        now=delays_of([_delay(q) for q in working]),
        waited=_share(waited, len(questions)),
        answers_each=_share(answers, len(questions)),
        load=Load(
            each=_share(invitations, len(questions)),
            replied=_share(record.replied, invitations),
            top=top_share(record.invitations),
            gini=gini(record.invitations),
            lorenz=lorenz(record.invitations),
        ),
        newcomers=Newcomers(
            invitations=_share(record.to_newcomers, invitations),
            answers=_share(record.by_newcomers, answers),
            invited=len(record.newcomers),
            answered=len(record.newcomers_who_answered),
        ),
    )


def delays_of(delays: Sequence[float]) -> Delays:
    """Return what can be said of delays, infinite ones among them."""
    ordered = sorted(delays)
    return Delays(
        questions=len(ordered),
        answered=_share(sum(delay < _NEVER for delay in ordered), len(ordered)),
        median=_quantile(ordered, 0.5),
        p90=_quantile(ordered, 0.9),
        curve=tuple(_share(sum(delay <= minutes for delay in ordered), len(ordered)) for minutes in CURVE),
    )


def top_share(amounts: Sequence[int]) -> float:
    """Return the share of the hundredth who have most, one person at least."""
    ordered = sorted(amounts, reverse=True)
    return _share(sum(ordered[: max(1, round(len(ordered) * _ONE_PERCENT))]), sum(ordered))


def gini(amounts: Sequence[int]) -> float:
    """Return the Gini coefficient: 0 when all have the same, near 1 when one has all."""
    ordered, total = sorted(amounts), sum(amounts)
    if not total:
        return 0.0
    weighted = sum(rank * amount for rank, amount in enumerate(ordered, 1))
    return round(2 * weighted / (len(ordered) * total) - (len(ordered) + 1) / len(ordered), 4)


def lorenz(amounts: Sequence[int]) -> tuple[float, ...]:
    """Return the share that the least invited 0, 5, … 100 % of people have together."""
    sums = [0, *accumulate(sorted(amounts))]
    return tuple(_share(sums[len(amounts) * part // _PARTS], sums[-1]) for part in range(_PARTS + 1))


def _delay(question: Open) -> float:
    answer = question.first_answer
    return _NEVER if answer is None or answer > question.until else answer - question.asked.moment


def _quantile(ordered: Sequence[float], share: float) -> float | None:
    if not ordered:
        return None
    found = ordered[min(len(ordered) - 1, int(len(ordered) * share))]
    return None if found == _NEVER else round(found, 1)


def _share(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0
