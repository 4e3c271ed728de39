"""Who an audience is, with a number when it is a closed one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.people.queries import proved_count
from toctoc.people.rules.audience import audience_kind, is_for_professionals
from toctoc.people.rules.professions import PROFESSIONS

if TYPE_CHECKING:
    from toctoc.people.rules.country import Profession


@dataclass(frozen=True, slots=True)
class Readership:
    """What the audience sentence is made of; ``count`` is zero for the audiences that nobody counts."""

    word: str
    kind: str
    count: int
    profession: Profession | None


def readership_of(word: str) -> Readership:
    """Return who reads what is written for an audience word, with one cheap count at most."""
    kind, profession = audience_kind(word)
    count = proved_count(profession) if is_for_professionals(word) else 0
    return Readership(word, kind, count, PROFESSIONS.get(profession))
