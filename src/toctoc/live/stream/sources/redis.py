"""Redis or Valkey: wakes the stream processes of many machines; rows are read from the database."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from redis import RedisError
from redis.asyncio import Redis

from toctoc.live.rules.wire import WAKE_CHANNEL

if TYPE_CHECKING:
    from redis.asyncio.client import PubSub

    from toctoc.live.rules.wire import Row
    from toctoc.live.stream.sources import Source

SAFETY_SECONDS = 1.0


class RedisSource:
    """Reads from another source, woken by a message."""

    def __init__(self, rows: Source, url: str) -> None:
        self.table = rows
        self.overlap = rows.overlap
        # Without this redis-py closes a subscriber that heard nothing for five seconds.
        self.client = Redis.from_url(url, socket_timeout=None)
        self.heard: PubSub | None = None

    async def open(self) -> None:
        """Connect to both."""
        await self.table.open()
        try:
            self.heard = self.client.pubsub(ignore_subscribe_messages=True)
            await self.heard.subscribe(WAKE_CHANNEL)
        except RedisError as error:
            raise OSError(str(error)) from error

    async def newest(self) -> int:
        """Return the highest id."""
        return await self.table.newest()

    async def since(self, last: int, *, most: int) -> list[Row]:
        """Return rows after ``last``."""
        return await self.table.since(last, most=most)

    async def standings(self, since: float) -> list[Row]:
        """Return the rows that closed somebody's streams."""
        return await self.table.standings(since)

    async def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a statement."""
        return await self.table.rows(statement, *values)

    async def wait(self, pause: float) -> None:
        """Return when a writer committed, or after a second."""
        del pause
        if self.heard is None:
            raise OSError("not open")
        try:
            await self.heard.get_message(timeout=SAFETY_SECONDS)
        except RedisError:
            # The look at the table every second goes on; redis-py connects again by itself.
            await asyncio.sleep(SAFETY_SECONDS)

    async def close(self) -> None:
        """Disconnect from both."""
        if self.heard is not None:
            await self.heard.unsubscribe()
        await self.client.aclose()
        await self.table.close()
