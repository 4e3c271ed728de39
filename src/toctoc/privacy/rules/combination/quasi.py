"""What narrows down who is meant without naming anybody."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a piece says about the person."""

    AGE = "age"
    SEX = "sex"
    PLACE = "place"
    JOB = "job"
    BIRTH = "birth"
    DATE = "date"
    CONDITION = "condition"
    FAMILY = "family"
    ORIGIN = "origin"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Quasi:
    """A piece at ``start`` to ``end`` of the writer's text, and the ``share`` of people in France whom it fits, 0 to 1.

    ``value`` is what it says ("bessines", "f"), ``within`` the wider values it lies in ("deux-sevres"). An age has
    ``low`` and ``high`` in completed years, both included; its share is worked out with the sex.
    """

    start: int
    end: int
    kind: Kind
    value: str
    share: float = 1.0
    within: frozenset[str] = frozenset()
    low: int = 0
    high: int = 0

    def agrees_with(self, other: Quasi) -> bool:
        """Tell whether both may be true of one person: the same, one within the other, ages that overlap."""
        if self.kind is Kind.AGE:
            return self.low <= other.high and other.low <= self.high
        return self.value == other.value or self.value in other.within or other.value in self.within
