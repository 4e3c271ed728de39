"""Where entries come from: rooms above tell what of theirs can be found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.search.rules.entries import Entry


class Source(Protocol):
    """One sort of objects. What is deleted, suspended, erased or hidden has no entry."""

    def count(self) -> int:
        """Return about how many there are, for a progress bar."""

    def ids_after(self, after: int, most: int) -> list[int]:
        """Return the next ids, in their order."""

    def ids_by(self, author_id: int, after: int, most: int) -> list[int]:
        """Return the next ids of what an author made, in their order."""

    def entries(self, ids: Sequence[int]) -> list[Entry]:
        """Return the entries of those ``ids`` that can be found."""


SOURCES: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Let a room's objects be found; ``name`` has at most ten letters."""
    SOURCES[name] = source
