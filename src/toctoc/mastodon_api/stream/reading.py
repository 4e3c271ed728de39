"""Statements that SQLite and PostgreSQL both know, and what differs in their values."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Values of one statement: far fewer than either database takes.
MOST_VALUES = 500


def chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """Yield ids in lists short enough for one statement."""
    every = sorted(ids)
    for first in range(0, len(every), MOST_VALUES):
        yield every[first : first + MOST_VALUES]


def marks(values: Sequence[object]) -> str:
    """Return as many placeholders as there are values."""
    return ", ".join(["%s"] * len(values))


def moment_in(value: str | datetime) -> datetime:
    """Return a moment: PostgreSQL gives one, SQLite the text that Django wrote, in UTC without saying so."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def as_text(moment: datetime) -> str:
    """Return a moment for a comparison that both databases make right.

    PostgreSQL reads the zone; SQLite compares the text that Django wrote, which the zone only makes longer.
    """
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(' ')}+00:00"
