"""How many, how long, by which way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from toctoc.kernel.ids import moment_of
from toctoc.people.models import ProofMove
from toctoc.people.rules.proof_life import State as ProofState
from toctoc.proofs.paths.by_hand.models import Application, Step
from toctoc.proofs.paths.by_hand.rules.figures import nearest_rank
from toctoc.proofs.paths.by_hand.rules.life import State
from toctoc.proofs.queries import numbers_already_taken

if TYPE_CHECKING:
    from datetime import date, timedelta

MONTHS = 12
# What the table counts, in the order of its columns.
ASKED, ACCEPTED, REFUSED, RECORDED, ENDED, REVOKED = "asked", "accepted", "refused", "recorded", "ended", "revoked"
_STEPS = {"": ASKED, State.ACCEPTED: ACCEPTED, State.REFUSED: REFUSED}
_MOVES = {"": RECORDED, ProofState.ENDED: ENDED, ProofState.REVOKED: REVOKED}


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts by (first day of a month, path, what), the months, and how long people waited for a decision by hand.

    ``taken`` is how many proofs were refused because the number proved another actor: by no month and no way, for in
    a small place that might say whose.
    """

    months: list[date]
    counts: Counter[tuple[date, str, str]]
    taken: int
    decided: int
    median: timedelta | None
    slowest_tenth: timedelta | None

    def recorded(self, month: date) -> int:
        """Return how many proofs a month recorded, by all ways."""
        return sum(count for (at, _, what), count in self.counts.items() if at == month and what == RECORDED)

    def paths_of(self, month: date) -> list[str]:
        """Return the ways by which anything happened in a month, the busiest first."""
        busy: Counter[str] = Counter()
        for (at, path, _), count in self.counts.items():
            busy[path] += count if at == month else 0
        return [path for path, count in busy.most_common() if count]


def figures_until(now: datetime) -> Figures:
    """Return the figures of the twelve months that end with the present one."""
    months = _months_until(timezone.localdate(now))
    since = timezone.make_aware(datetime.combine(months[0], time.min))
    counts = _moves_since(since) + _steps_since(since)
    taken, waits = numbers_already_taken(months[0]), _waits_since(since)
    return Figures(months, counts, taken, len(waits), nearest_rank(waits, 50), nearest_rank(waits, 90))


def _months_until(today: date) -> list[date]:
    last = today.year * MONTHS + today.month - 1
    return [
        today.replace(year=number // MONTHS, month=number % MONTHS + 1, day=1) for number in range(last - 11, last + 1)
    ]


def _moves_since(since: datetime) -> Counter[tuple[date, str, str]]:
    moves = ProofMove.objects.filter(moved_at__gte=since)
    counts: Counter[tuple[date, str, str]] = Counter()
    for column, values in (("before", [""]), ("after", [ProofState.ENDED, ProofState.REVOKED])):
        chosen = moves.filter(**{f"{column}__in": values}).annotate(month=TruncMonth("moved_at"))
        for month, path, state, count in chosen.values_list("month", "proof__path", column).annotate(Count("pk")):
            counts[timezone.localdate(month), path, _MOVES[state]] += count
    return counts


def _steps_since(since: datetime) -> Counter[tuple[date, str, str]]:
    steps = Step.objects.filter(moved_at__gte=since)
    counts: Counter[tuple[date, str, str]] = Counter()
    for column, values in (("before", [""]), ("after", [State.ACCEPTED, State.REFUSED])):
        chosen = steps.filter(**{f"{column}__in": values}).annotate(month=TruncMonth("moved_at"))
        for month, state, count in chosen.values_list("month", column).annotate(Count("pk")):
            counts[timezone.localdate(month), "by_hand", _STEPS[state]] += count
    return counts


def _waits_since(since: datetime) -> list[timedelta]:
    """Return how long each decision by hand took, from the application to the first yes or no."""
    decided = Application.objects.filter(decided_at__gte=since).values_list("pk", "decided_at")
    return [at - moment_of(pk) for pk, at in decided if at is not None]
