"""PostgreSQL: ``LISTEN`` wakes, the table is read; a look every second in case a wake-up was lost."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import psycopg

from toctoc.live.rules.wire import STANDING, WAKE_CHANNEL, Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.live.stream.sources import Where

SAFETY_SECONDS = 1.0
# A transaction that took an id and commits after a hundred later ones is not one of ours: they are short.
OVERLAP = 100
_COLUMNS = "SELECT id, channels, kind, payload, created_at FROM live_liveevent"


class PostgresqlSource:
    """Listens on one connection and reads on another."""

    overlap = OVERLAP

    def __init__(self, where: Where) -> None:
        self.where = where
        self.reading: psycopg.AsyncConnection[Any] | None = None
        self.listening: psycopg.AsyncConnection[Any] | None = None

    async def open(self) -> None:
        """Connect twice; the table must be there."""
        try:
            self.reading = await self._connect()
            self.listening = await self._connect()
            await self.listening.execute(f"LISTEN {WAKE_CHANNEL}")
            await self.reading.execute("SELECT 1 FROM live_liveevent LIMIT 1")
        except psycopg.Error as error:
            raise OSError(str(error)) from error

    async def newest(self) -> int:
        """Return the highest id."""
        rows = await self._rows("SELECT coalesce(max(id), 0) FROM live_liveevent")
        return int(rows[0][0])

    async def since(self, last: int, *, most: int) -> list[Row]:
        """Return rows after ``last``."""
        return _read(await self._rows(f"{_COLUMNS} WHERE id > %s ORDER BY id LIMIT %s", last, most))

    async def standings(self, since: float) -> list[Row]:
        """Return the rows that closed somebody's streams."""
        moment = datetime.fromtimestamp(since, UTC)
        return _read(await self._rows(f"{_COLUMNS} WHERE created_at >= %s AND kind = %s", moment, STANDING))

    async def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a statement."""
        return await self._rows(statement, *values)

    async def wait(self, pause: float) -> None:
        """Return when a writer committed, or after a second."""
        del pause
        if self.listening is None or self.listening.closed:
            await self.close()
            await self.open()
            return
        try:
            async for _ in self.listening.notifies(timeout=SAFETY_SECONDS, stop_after=1):
                pass
        except psycopg.Error as error:
            await self.close()
            raise OSError(str(error)) from error

    async def close(self) -> None:
        """Disconnect."""
        for connection in (self.reading, self.listening):
            if connection is not None:
                await connection.close()
        self.reading = self.listening = None

    async def _connect(self) -> psycopg.AsyncConnection[Any]:
        where = self.where
        return await psycopg.AsyncConnection.connect(
            dbname=where.name,
            host=where.host or None,
            port=where.port or None,
            user=where.user or None,
            password=where.password or None,
            autocommit=True,
        )

    async def _rows(self, statement: str, *values: object) -> list[Any]:
        if self.reading is None or self.reading.closed:
            self.reading = await self._connect()
        cursor = await self.reading.execute(statement, values)
        return await cursor.fetchall()


def _read(rows: Iterable[tuple[int, str, str, str, datetime]]) -> list[Row]:
    return [
        Row(identifier, tuple(channels.split()), kind, payload, created_at.timestamp())
        for identifier, channels, kind, payload, created_at in rows
    ]
