"""What happens in this room that others may want to know."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClosingLeftOpen:
    """A professional sent something that speaks of a patient by a door that cannot ask the two closing questions."""

    assured_id: int
    actor_id: int
    subject: str


@dataclass(frozen=True, slots=True)
class RuleChanged:
    """An administrator changed a rule of the register; ``is_weaker`` when it guards less than before, or nothing."""

    slug: str
    account_id: int
    why: str
    is_weaker: bool


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn:
    """Somebody took an agreement back, or its text changed: what rested on it stops now."""

    actor_id: int
    purpose: str
