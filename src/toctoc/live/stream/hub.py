"""Who listens to what, and what was said lately.

A connection is one object and one coroutine, which sleeps until its client leaves. Writing is done from here, event by
event: each is encoded once, then handed to every connection that hears one of its channels. The server's own buffer for
a connection is its queue; a client that let it fill is dropped, and comes back with the last id it read.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections import deque
from itertools import count, takewhile
from typing import TYPE_CHECKING, Any, Protocol

from toctoc.live.rules.wire import HEARTBEAT, STANDING, encoded, lost

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable

    from toctoc.live.rules.wire import Row
    from toctoc.live.stream.sources import Source

# Events kept in memory for clients that come back; older ones are read from the table.
RECENT = 1_000
# A client that missed more than this loads its page again.
MOST_MISSED = 500
BATCH = 200
# Connections written to before others get their turn.
TURN = 500
HEARTBEAT_SECONDS = 20
# After this long a stream ends and its page asks for a fresh ticket: a proof may have run out meanwhile.
LONGEST_STREAM = 3_600.0
# Seconds between two looks at the database: with listeners, and without any.
PAUSE, CALM_PAUSE = 0.025, 0.1

_HEARTBEAT = {"type": "http.response.body", "body": HEARTBEAT, "more_body": True}


class Observer(Protocol):
    """A door that tells its own listeners of the same events, in its own words."""

    def is_awake(self) -> bool:
        """Tell whether anybody listens there."""

    def note(self, row: Row) -> None:
        """Take an event, at once: what it makes of it, it does in a task of its own."""


def taken(writing: Coroutine[Any, Any, None]) -> bool:
    """Run the sending of one message; ``False`` when the client is too slow to take it now, or gone.

    An ASGI ``send`` suspends only when the server's buffer is full, so one step runs it to its end.
    """
    try:
        writing.send(None)
    except StopIteration:
        return True
    except OSError:  # how uvicorn says that a WebSocket is gone
        return False
    writing.close()
    return False


class Connection:
    """An open stream: how to write to it, what it hears, and the task to end."""

    __slots__ = ("channels", "is_ended", "opened_at", "send", "spoke", "task")

    def __init__(self, send: Callable[[Any], Coroutine[Any, Any, None]], channels: Iterable[str], spoke: int) -> None:
        self.send = send
        # Most words are the same for everybody: one copy of each.
        self.channels = tuple(map(sys.intern, channels))
        self.spoke = spoke
        self.opened_at = time.monotonic()
        self.is_ended = False
        self.task = asyncio.current_task()

    def write(self, message: dict[str, object]) -> bool:
        """Hand over a message; ``False`` when the client is too slow to take it now."""
        return taken(self.send(message))

    def end(self) -> None:
        """Wake the coroutine of this stream so that it ends."""
        if not self.is_ended:
            self.is_ended = True
            if self.task is not None:
                self.task.cancel()


class Hub:
    """The connections by channel, and the events of late."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.listeners: dict[str, set[Connection]] = {}
        self.wheel: list[set[Connection]] = [set() for _ in range(HEARTBEAT_SECONDS)]
        self.recent: deque[tuple[Row, bytes]] = deque(maxlen=RECENT)
        # Everything up to this id has been read; ids above ``kept_from`` are in ``recent``.
        self.position = self.kept_from = 0
        self.seen: set[int] = set()
        # Channel of an actor → when its rights last changed: an older ticket opens nothing.
        self.standings: dict[str, float] = {}
        self.observers: list[Observer] = []
        self._spokes = count()

    async def begin(self, ticket_life: float) -> None:
        """Start from the newest event, knowing whose tickets are void."""
        self.position = self.kept_from = await self.source.newest()
        if self.source.overlap:
            rows = await self.source.since(self.position - self.source.overlap, most=self.source.overlap)
            self.seen = {row.id for row in rows}
        for row in await self.source.standings(time.time() - ticket_life):
            self._note_standing(row)

    @property
    def connections(self) -> int:
        """How many streams are open."""
        return sum(map(len, self.wheel))

    def is_void(self, channels: Iterable[str], made_at: float) -> bool:
        """Tell whether a ticket made at ``made_at`` came before a change of its bearer's rights."""
        return any(self.standings.get(channel, 0.0) >= made_at for channel in channels)

    def add(self, connection: Connection) -> None:
        """Let a connection hear its channels from now on."""
        for channel in connection.channels:
            self.listeners.setdefault(channel, set()).add(connection)
        self.wheel[connection.spoke].add(connection)

    def remove(self, connection: Connection) -> None:
        """Forget a connection."""
        self.wheel[connection.spoke].discard(connection)
        for channel in connection.channels:
            heard = self.listeners.get(channel)
            if heard is not None:
                heard.discard(connection)
                if not heard:
                    del self.listeners[channel]

    def next_spoke(self) -> int:
        """Return the second, within the heartbeat, at which the next connection is written to."""
        return next(self._spokes) % HEARTBEAT_SECONDS

    async def missed(self, last: int, channels: frozenset[str]) -> bytes:
        """Return what a client that read up to ``last`` missed until this very moment.

        A caller that adds the connection without waiting in between leaves no gap.
        """
        if last > self.position:
            return b""
        if last >= self.kept_from:
            return self._recent_after(last, channels)
        before = self.position
        rows = await self.source.since(last, most=MOST_MISSED + 1)
        reached = max(before, rows[-1].id) if rows else before
        if len(rows) > MOST_MISSED or reached < self.kept_from:
            return lost(self.position)
        heard = [encoded(row) for row in rows if row.kind != STANDING and not channels.isdisjoint(row.channels)]
        # What was delivered while the table was read is in memory by now.
        return b"".join(heard) + self._recent_after(reached, channels)

    def _recent_after(self, last: int, channels: frozenset[str]) -> bytes:
        passed = list(takewhile(lambda kept: kept[0].id != last, reversed(self.recent)))
        # Whatever was delivered after ``last`` was missed, a lower id that was committed later among it.
        is_known = len(passed) < len(self.recent)
        return b"".join(
            body
            for row, body in reversed(passed)
            if (is_known or row.id > last) and row.kind != STANDING and not channels.isdisjoint(row.channels)
        )

    async def follow(self) -> None:
        """Deliver what is written, for ever."""
        while True:
            is_heard = self.listeners or any(observer.is_awake() for observer in self.observers)
            await self.source.wait(PAUSE if is_heard else CALM_PAUSE)
            await self.deliver_new()

    async def deliver_new(self) -> None:
        """Read what was written since the last look and hand it over."""
        while True:
            rows = await self.source.since(self.position - self.source.overlap, most=BATCH + self.source.overlap)
            fresh = [row for row in rows if row.id > self.position or row.id not in self.seen]
            if self.source.overlap:
                self.seen = {row.id for row in rows}
            for row in fresh:
                await self._deliver(row)
            if len(rows) < BATCH + self.source.overlap:
                return

    async def _deliver(self, row: Row) -> None:
        body = encoded(row)
        if len(self.recent) == RECENT:
            self.kept_from = max(self.kept_from, self.recent[0][0].id)
        self.recent.append((row, body))
        self.position = max(self.position, row.id)
        for observer in self.observers:
            observer.note(row)
        hearing: set[Connection] = set()
        for channel in row.channels:
            hearing |= self.listeners.get(channel, set())
        if row.kind == STANDING:
            self._note_standing(row)
            for connection in hearing:
                connection.end()
            return
        await self._write(hearing, {"type": "http.response.body", "body": body, "more_body": True})

    def _note_standing(self, row: Row) -> None:
        for channel in row.channels:
            self.standings[channel] = max(row.made_at, self.standings.get(channel, 0.0))

    async def _write(self, connections: Iterable[Connection], message: dict[str, object]) -> None:
        for number, connection in enumerate(connections, 1):
            if not connection.is_ended and not connection.write(message):
                connection.end()
            if not number % TURN:
                await asyncio.sleep(0)

    async def beat(self) -> None:
        """Keep idle connections open through proxies, a part of them each second, and end the oldest."""
        while True:
            for spoke in self.wheel:
                await asyncio.sleep(1)
                oldest = time.monotonic() - LONGEST_STREAM
                for connection in tuple(spoke):
                    if connection.opened_at < oldest:
                        connection.end()
                await self._write(tuple(spoke), _HEARTBEAT)

    def end_all(self) -> None:
        """End every stream: the process is about to end."""
        for spoke in self.wheel:
            for connection in tuple(spoke):
                connection.end()
