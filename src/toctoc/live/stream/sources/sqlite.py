"""SQLite: ``PRAGMA data_version`` changes when another connection commits, and costs 5 µs to ask."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from toctoc.live.rules.wire import STANDING, Row

if TYPE_CHECKING:
    from collections.abc import Iterable

_COLUMNS = "SELECT id, channels, kind, payload, created_at FROM live_liveevent"
# A reader waits this long for a checkpoint that resets the log; readers never wait for writers.
_BUSY_SECONDS = 5.0


class SqliteSource:
    """Reads an SQLite file through one read-only connection.

    One writer at a time means that ids commit in order.
    """

    overlap = 0

    def __init__(self, path: str) -> None:
        self.path = path
        self.connection: sqlite3.Connection | None = None
        self.version = -1

    async def open(self) -> None:
        """Open the file, which must exist and have its tables."""
        address = f"file:{quote(self.path)}?mode=ro"
        try:
            self.connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=_BUSY_SECONDS)
            self._rows("SELECT 1 FROM live_liveevent LIMIT 1")
        except sqlite3.Error as error:
            raise OSError(f"{self.path}: {error}") from error
        self.version = self._version()

    async def newest(self) -> int:
        """Return the highest id."""
        return int(self._rows("SELECT coalesce(max(id), 0) FROM live_liveevent")[0][0])

    async def since(self, last: int, *, most: int) -> list[Row]:
        """Return rows after ``last``."""
        return _read(self._rows(f"{_COLUMNS} WHERE id > ? ORDER BY id LIMIT ?", last, most))

    async def standings(self, since: float) -> list[Row]:
        """Return the rows that closed somebody's streams."""
        moment = datetime.fromtimestamp(since, UTC).strftime("%Y-%m-%d %H:%M:%S")
        return _read(self._rows(f"{_COLUMNS} WHERE created_at >= ? AND kind = ?", moment, STANDING))

    async def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a statement; a reader never waits for writers, so the loop goes on at once."""
        return self._rows(statement.replace("%s", "?"), *values)

    async def wait(self, pause: float) -> None:
        """Look at the version of the file until somebody commits."""
        while True:
            version, before = self._version(), self.version
            self.version = version
            if version != before:
                return
            await asyncio.sleep(pause)

    async def close(self) -> None:
        """Close the file."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def _version(self) -> int:
        return int(self._rows("PRAGMA data_version")[0][0])

    def _rows(self, statement: str, *values: object) -> list[Any]:
        if self.connection is None:
            raise OSError("not open")
        return self.connection.execute(statement, values).fetchall()


def _read(rows: Iterable[tuple[int, str, str, str, str]]) -> list[Row]:
    return [
        Row(identifier, tuple(channels.split()), kind, payload, _seconds(created_at))
        for identifier, channels, kind, payload, created_at in rows
    ]


def _seconds(text: str) -> float:
    """Return the moment as Django stores it in SQLite: UTC without saying so."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()
