"""Everybody who listens through an app, and the tasks that tell them."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import TYPE_CHECKING, Protocol

from toctoc.kernel import clock
from toctoc.live.rules.wire import STANDING
from toctoc.live.stream.app import kept
from toctoc.mastodon_api.stream.announcements import Announcements
from toctoc.mastodon_api.stream.bearers import Bearers
from toctoc.mastodon_api.stream.boosts import Boosts
from toctoc.mastodon_api.stream.ears import GOING_AWAY, NOT_ALLOWED, Ears
from toctoc.mastodon_api.stream.files import Files
from toctoc.mastodon_api.stream.hearing import Hearing
from toctoc.mastodon_api.stream.notices import Notices
from toctoc.mastodon_api.stream.people import People
from toctoc.mastodon_api.stream.personal import Personal, named_in
from toctoc.mastodon_api.stream.posts import Posts
from toctoc.mastodon_api.stream.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.live.rules.wire import Row
    from toctoc.live.stream.sources import Source
    from toctoc.mastodon_api.stream.ears import Ear

# Events that wait to be told; a process that is so far behind drops the oldest.
MOST_WAITING = 10_000
HEARTBEAT_SECONDS = 15.0
# Heartbeats between two looks at every token: what a revocation did not announce ends a minute later.
BEATS_PER_CHECK = 4
# Listeners written to before other tasks get their turn.
TURN = 500


class Teller(Protocol):
    """Tells of some kinds of events."""

    async def tell(self, row: Row) -> None:
        """Tell of one event, when it is of those kinds."""


class Crowd:
    """Listens to the hub for those who listen through apps: one of its observers.

    ``file_key`` signs addresses of files; ``confirms`` tells that addresses must be confirmed (a setting).
    """

    def __init__(self, source: Source, *, base_url: str, file_key: bytes, confirms: bool) -> None:
        self.ears = Ears()
        self.bearers = Bearers(source, confirms=confirms)
        self.people = People(source)
        hearing = Hearing(Posts(source), self.people, Files(source, base_url, file_key))
        self.tellers: tuple[Teller, ...] = (
            Telling(self.ears, hearing),
            Boosts(self.ears, hearing, base_url),
            Personal(self.ears, Notices(source, hearing, base_url)),
            Announcements(self.ears, source, base_url),
        )
        self.waiting: deque[Row] = deque(maxlen=MOST_WAITING)
        self.woken = asyncio.Event()
        self.is_ending = False
        self.tasks: list[asyncio.Task[None]] = []

    def is_awake(self) -> bool:
        """Tell whether anybody listens."""
        return bool(self.ears.by_actor)

    def note(self, row: Row) -> None:
        """Take an event; what happens while nobody listens is nobody's."""
        if self.ears.by_actor:
            self.waiting.append(row)
            self.woken.set()

    async def begin(self) -> None:
        """Start to tell."""
        self.tasks = [asyncio.create_task(kept(work)) for work in (self.follow, self.beat)]

    async def end(self) -> None:
        """End every connection, then stop telling."""
        self.is_ending = True
        for ear in self.ears.all():
            ear.end(GOING_AWAY)
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def follow(self) -> None:
        """Tell of what happens, for ever."""
        while True:
            await self.woken.wait()
            self.woken.clear()
            await self.tell_waiting()

    async def tell_waiting(self) -> None:
        """Tell of what waits; of an event that cannot be told, the log tells, and the next has its turn."""
        while self.waiting:
            row = self.waiting.popleft()
            try:
                await self._tell(row)
            except OSError:
                raise
            except Exception:
                logging.getLogger("toctoc.live").exception("untold", extra={"line": {"kind": row.kind}})

    async def _tell(self, row: Row) -> None:
        if row.kind == STANDING:
            await self.check(ear for actor_id in named_in(row) for ear in self.ears.by_actor.get(actor_id, ()))
        else:
            for teller in self.tellers:
                await teller.tell(row)

    async def check(self, some: Iterable[Ear]) -> None:
        """End those connections whose token opens nothing any more."""
        ears = list(some)
        good = await self.bearers.still_good({ear.bearer.token_id for ear in ears})
        for ear in ears:
            bearer = good.get(ear.bearer.token_id)
            if bearer is None or bearer.actor_id != ear.bearer.actor_id:
                ear.end(NOT_ALLOWED)
            else:
                ear.bearer = bearer

    async def beat(self) -> None:
        """Keep connections open through proxies, and end those whose time is over, for ever."""
        beats = 0
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            beats += 1
            now = clock.now()
            for number, ear in enumerate(self.ears.all(), 1):
                ear.thump()
                if ear.bearer.expires_at <= now:
                    ear.end(NOT_ALLOWED)
                if not number % TURN:
                    await asyncio.sleep(0)
            if not beats % BEATS_PER_CHECK:
                await self.check(self.ears.all())
