"""The ways of routing that are compared: the list alone, who answered lately, ours, ours without a part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from toctoc.questions.rules.routing.choice import CAPS, Caps, eligible
from toctoc.questions.rules.routing.fit import Fit
from toctoc.questions.rules.routing.waves import invited

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from toctoc.questions.rules.routing.candidate import Candidate, Wanted
    from toctoc.questions.rules.routing.waves import Step

_NEVER = float("inf")


class Pool(StrEnum):
    """Who is looked at for a wave: nobody, those who answered last, or the circle of the step."""

    NOBODY = "nobody"
    LATELY = "lately"
    CIRCLE = "circle"


@dataclass(frozen=True, slots=True)
class Policy:
    """A way of routing: whom it looks at and under which caps; ``by_score`` ranks by points, else by recency."""

    name: str
    pool: Pool
    by_score: bool
    caps: Caps = CAPS

    def pick(self, step: Step, candidates: Sequence[Candidate], wanted: Wanted, chance: Random) -> list[int]:
        """Return whom the step invites."""
        if self.by_score:
            return [one.actor_id for one in invited(step, candidates, wanted, chance=chance, caps=self.caps)]
        able = eligible(candidates, Fit(wanted), self.caps)
        able.sort(key=lambda c: (_NEVER if c.last_answer_hours is None else c.last_answer_hours, c.actor_id))
        return [candidate.actor_id for candidate in able[: step.size]]


OURS = Policy("ours", Pool.CIRCLE, by_score=True)
RECENCY = Policy("recency", Pool.LATELY, by_score=False)
NONE = Policy("none", Pool.NOBODY, by_score=False)
# In the order of the report.
POLICIES: dict[str, Policy] = {policy.name: policy for policy in (NONE, RECENCY, OURS)}
_UNBOUNDED = Caps(per_day=10_000, per_week=10_000, most_per_day=10_000, most_per_week=10_000, share=1.0)
PARTS: dict[str, Policy] = {
    "recency within our circles": Policy("circles", Pool.CIRCLE, by_score=False),
    "ours without newcomers’ seats": Policy(
        "settled", Pool.CIRCLE, by_score=True, caps=replace(CAPS, newcomers_each=0)
    ),
    "ours without any cap": Policy("uncapped", Pool.CIRCLE, by_score=True, caps=_UNBOUNDED),
    "recency without any cap": Policy("stars", Pool.LATELY, by_score=False, caps=_UNBOUNDED),
}
