"""Engines: where the index is kept. Each is a module of its own that makes an :class:`Engine`; settings choose one."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from contextlib import AbstractContextManager

    from toctoc.search.rules.entries import Asked, Entry, Eyes

Key = tuple[str, int]


class NotBuilt(Exception):
    """There is no index, or none that this release can read: it is built again from the rows."""


class Busy(Exception):
    """Somebody else writes to the index at this moment."""


class Building(Protocol):
    """An index being made beside the one that answers; it takes its place at the end, at once."""

    def reached(self, source: str) -> int:
        """Return the id up to which a building that was cut short has already come; 0 at the beginning."""

    def add(self, entries: Iterable[Entry], *, source: str, up_to: int) -> None:
        """Add the entries of a source up to an id; what was added is there again after an interruption."""

    def touched(self) -> list[Key]:
        """Return what changed while the building waited to be gone on with."""

    def put(self, entries: Iterable[Entry], keys: Sequence[Key]) -> None:
        """Forget ``keys`` and add what became of them."""

    def finish(self) -> None:
        """Let this index answer from now on."""


class Engine(Protocol):
    """What an index can do, wherever it is kept."""

    def write(self, entries: Sequence[Entry], gone: Sequence[Key]) -> None:
        """Put entries, each in the place of its former self, and forget others; kept for good on return.

        Raises :class:`Busy` and :class:`NotBuilt`.
        """

    def find(self, asked: Asked) -> list[int]:
        """Return ids, the best first, of what ``asked.eyes`` may read; raises :class:`NotBuilt`."""

    def tags(self, beginning: str, eyes: Eyes, most: int) -> list[str]:
        """Return the tags that begin so on what ``eyes`` may read, the most used first; raises :class:`NotBuilt`."""

    def building(self) -> AbstractContextManager[Building]:
        """Begin to build, or go on where somebody was cut short; nobody else writes meanwhile. Raises :class:`Busy`."""

    def discard(self) -> None:
        """Forget an index that cannot be read, so that it is built again."""

    def size(self) -> int:
        """Return the bytes it takes."""


@lru_cache(maxsize=1)
def engine() -> Engine:
    """Return the engine that settings choose; loaded at the first question, since most processes never ask one."""
    chosen: Engine = import_module(f"{__name__}.{settings.ENVIRONMENT.search}").made(settings.SEARCH_FOLDER)
    return chosen
