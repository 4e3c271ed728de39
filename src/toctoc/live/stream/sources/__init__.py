"""Where events come from: one file per way of hearing of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from toctoc.live.rules.wire import Row


class Source(Protocol):
    """Reads the rows of events and hears of new ones."""

    # How many of the last ids are read again, because a lower id may commit after a higher one; 0 when it cannot.
    overlap: int

    async def open(self) -> None:
        """Connect; raise :class:`OSError` when that cannot be."""

    async def newest(self) -> int:
        """Return the highest id, 0 when there is none."""

    async def since(self, last: int, *, most: int) -> list[Row]:
        """Return rows whose id is above ``last``, oldest first, at most ``most`` of them."""

    async def standings(self, since: float) -> list[Row]:
        """Return the rows that closed somebody's streams after ``since`` (Unix seconds)."""

    async def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a statement that both databases know; ``%s`` stands for each value."""

    async def wait(self, pause: float) -> None:
        """Return when rows may have been added; look every ``pause`` seconds where looking is needed."""

    async def close(self) -> None:
        """Disconnect."""


class Where(Protocol):
    """Where rows are: ``vendor`` is ``sqlite`` (``name`` is a path) or ``postgresql``."""

    @property
    def vendor(self) -> str:
        """The kind of database."""

    @property
    def name(self) -> str:
        """The path or name."""

    @property
    def host(self) -> str:
        """The machine, empty for a socket."""

    @property
    def port(self) -> str:
        """The port, empty for the usual one."""

    @property
    def user(self) -> str:
        """Who connects."""

    @property
    def password(self) -> str:
        """With which password."""
