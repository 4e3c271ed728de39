"""Weigh one question by a rule, within a bound of steps, and say which clauses decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.questions.rules.boosting.tokens import folded
from toctoc.questions.rules.boosting.tree import All, AnyOne, Clause, Node, Not, Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from toctoc.questions.rules.boosting.properties import Value

# A rule of the largest size takes fewer; what takes more was not made by our parser.
MOST_STEPS = 2_000


@dataclass(frozen=True, slots=True)
class Because:
    """A clause that decided, and whether it held."""

    clause: Clause
    held: bool

    def __str__(self) -> str:
        return str(self.clause) if self.held else f"not {self.clause}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a question is passed on, the clauses that decided, how many steps it took."""

    boosts: bool
    because: tuple[Because, ...]
    steps: int

    @property
    def reasons(self) -> str:
        """The deciding clauses in one line."""
        return ", ".join(str(one) for one in self.because)


class TooManySteps(Exception):
    """A tree that takes more steps than any rule has."""


def decide(tree: Node, facts: Mapping[str, Value]) -> Verdict:
    """Return the verdict on a question of which ``facts`` tell every property; raise :class:`TooManySteps`."""
    run = _Run(facts)
    boosts, because = run.weigh(tree)
    return Verdict(boosts, because, run.steps)


class _Run:
    """One reading of one question."""

    def __init__(self, facts: Mapping[str, Value]) -> None:
        self._facts, self.steps = facts, 0

    def weigh(self, node: Node) -> tuple[bool, tuple[Because, ...]]:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooManySteps
        match node:
            case Clause():
                held = _holds(node, self._facts[node.name])
                return held, (Because(node, held),)
            case Not(inner):
                held, because = self.weigh(inner)
                return not held, because
            case All(parts):
                return self._until(parts, decided_by=False)
            case AnyOne(parts):
                return self._until(parts, decided_by=True)

    def _until(self, parts: tuple[Node, ...], *, decided_by: bool) -> tuple[bool, tuple[Because, ...]]:
        """Return the first part that decides by itself; when none does, all of them did together."""
        together: list[Because] = []
        for part in parts:
            held, because = self.weigh(part)
            if held is decided_by:
                return held, because
            together += because
        return not decided_by, tuple(together)


def _holds(clause: Clause, fact: Value) -> bool:
    if clause.relation is Relation.HOLDS:
        return bool(fact)
    if isinstance(fact, tuple):
        return _holds_among(clause, fact)
    if clause.relation is Relation.CONTAINS:
        return folded(str(clause.values[0])) in folded(str(fact))
    if clause.relation is Relation.IN:
        return fact in clause.values
    return _COMPARED[clause.relation](fact, clause.values[0])


def _holds_among(clause: Clause, facts: tuple[str, ...]) -> bool:
    if clause.relation is Relation.ALL_OF:
        return set(clause.values) <= set(facts)
    return bool(set(clause.values) & set(facts))


def _number(value: str | int) -> int:
    return value if isinstance(value, int) else 0


_COMPARED: dict[Relation, Callable[[str | int, str | int], bool]] = {
    Relation.EQUAL: lambda fact, value: fact == value,
    Relation.DIFFERENT: lambda fact, value: fact != value,
    Relation.LESS: lambda fact, value: _number(fact) < _number(value),
    Relation.AT_MOST: lambda fact, value: _number(fact) <= _number(value),
    Relation.MORE: lambda fact, value: _number(fact) > _number(value),
    Relation.AT_LEAST: lambda fact, value: _number(fact) >= _number(value),
}
