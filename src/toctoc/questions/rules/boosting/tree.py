"""What a rule is once it is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Relation(StrEnum):
    """How a property is compared; the value is the sign or the words of the rule."""

    HOLDS = "holds"
    EQUAL = "="
    DIFFERENT = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    CONTAINS = "contains"
    IN = "in"
    ANY_OF = "any of"
    ALL_OF = "all of"


@dataclass(frozen=True, slots=True)
class Clause:
    """One comparison of one property; ``line`` and ``column`` are those of the property."""

    name: str
    relation: Relation
    values: tuple[str | int, ...]
    line: int
    column: int

    def __str__(self) -> str:
        if self.relation is Relation.HOLDS:
            return self.name
        told = [f'"{value}"' if isinstance(value, str) else str(value) for value in self.values]
        listed = self.relation in {Relation.IN, Relation.ANY_OF, Relation.ALL_OF}
        return f"{self.name} {self.relation} {'(' + ', '.join(told) + ')' if listed else told[0]}"


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary of what follows."""

    inner: Node


@dataclass(frozen=True, slots=True)
class All:
    """True when each part is."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOne:
    """True when one part is."""

    parts: tuple[Node, ...]


Node: TypeAlias = Clause | Not | All | AnyOne
