"""Who listens to what."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import TYPE_CHECKING, Any

import msgspec

from toctoc.live.stream.hub import taken
from toctoc.mastodon_api.rules.streams import THUMP, Asked, as_frame, as_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from toctoc.mastodon_api.stream.bearers import Bearer

MOST_PER_ACTOR = 12
MOST_SUBSCRIPTIONS = 50
MOST_MESSAGES, WINDOW_SECONDS = 60, 60.0
# What closes a socket: https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1
GOING_AWAY, NOT_TEXT, NOT_ALLOWED = 1001, 1003, 1008


class News:
    """One thing to say, written once in each form."""

    __slots__ = ("_lines", "_quoted", "event", "payload")

    def __init__(self, event: str, payload: bytes | None) -> None:
        self.event = event
        self.payload = payload
        self._quoted: str | None = None
        self._lines = b""

    def frame(self, asked: Asked) -> str:
        """Return the message of a WebSocket."""
        if self._quoted is None and self.payload is not None:
            self._quoted = msgspec.json.encode(self.payload.decode()).decode()
        return as_frame(asked, self.event, self._quoted)

    def lines(self) -> bytes:
        """Return the server-sent event."""
        self._lines = self._lines or as_lines(self.event, self.payload)
        return self._lines


class Ear:
    """An open connection: whose it is, what it hears, how to write to it, and the task to end."""

    __slots__ = ("asked", "bearer", "code", "is_ended", "is_socket", "moments", "send", "task")

    def __init__(self, send: Callable[[Any], Coroutine[Any, Any, None]], bearer: Bearer, *, is_socket: bool) -> None:
        self.send = send
        self.bearer = bearer
        self.is_socket = is_socket
        self.asked: set[Asked] = set()
        # When it spoke lately, to tell a flood.
        self.moments: deque[float] | None = None
        self.code = GOING_AWAY
        self.is_ended = False
        self.task = asyncio.current_task()

    def tell(self, asked: Asked, news: News) -> None:
        """Say it; a client whose buffer is full is dropped, and loads what it missed when it comes back."""
        if self.is_ended:
            return
        is_taken = self.say(news.frame(asked)) if self.is_socket else self.write(news.lines())
        if not is_taken:
            self.end(NOT_ALLOWED)

    def say(self, text: str) -> bool:
        """Send one message of a WebSocket; ``False`` when the client does not take it."""
        return taken(self.send({"type": "websocket.send", "text": text}))

    def write(self, lines: bytes) -> bool:
        """Send lines of server-sent events; ``False`` when the client does not take them."""
        return taken(self.send({"type": "http.response.body", "body": lines, "more_body": True}))

    def thump(self) -> None:
        """Keep the connection open through proxies; sockets are pinged by the server itself."""
        if not self.is_socket and not self.is_ended and not self.write(THUMP):
            self.end(NOT_ALLOWED)

    def floods(self) -> bool:
        """Note that the client spoke; tell whether it speaks too much."""
        now = time.monotonic()
        if self.moments is None:
            self.moments = deque(maxlen=MOST_MESSAGES)
        is_flood = len(self.moments) == MOST_MESSAGES and now - self.moments[0] < WINDOW_SECONDS
        self.moments.append(now)
        return is_flood

    def end(self, code: int) -> None:
        """Wake the coroutine of this connection so that it ends, saying ``code``."""
        if not self.is_ended:
            self.is_ended = True
            self.code = code
            if self.task is not None:
                self.task.cancel()


class Ears:
    """Every open connection, by what it hears and by actor."""

    def __init__(self) -> None:
        self.by_stream: dict[Asked, dict[int, set[Ear]]] = {}
        self.by_actor: dict[int, set[Ear]] = {}

    def __len__(self) -> int:
        return sum(map(len, self.by_actor.values()))

    def all(self) -> list[Ear]:
        """Return every open connection."""
        return [ear for ears in self.by_actor.values() for ear in ears]

    def has_room_for(self, actor_id: int) -> bool:
        """Tell whether an actor may open one more connection."""
        return len(self.by_actor.get(actor_id, ())) < MOST_PER_ACTOR

    def add(self, ear: Ear) -> None:
        """Know a connection."""
        self.by_actor.setdefault(ear.bearer.actor_id, set()).add(ear)

    def remove(self, ear: Ear) -> None:
        """Forget a connection and all that it hears."""
        for asked in tuple(ear.asked):
            self.unsubscribe(ear, asked)
        _taken_out(self.by_actor, ear.bearer.actor_id, ear)

    def subscribe(self, ear: Ear, asked: Asked) -> None:
        """Let a connection hear a stream from now on."""
        ear.asked.add(asked)
        self.by_stream.setdefault(asked, {}).setdefault(ear.bearer.actor_id, set()).add(ear)

    def unsubscribe(self, ear: Ear, asked: Asked) -> None:
        """Let a connection hear a stream no more; one that it does not hear is none to leave."""
        ear.asked.discard(asked)
        heard = self.by_stream.get(asked)
        if heard is not None:
            _taken_out(heard, ear.bearer.actor_id, ear)
            if not heard:
                del self.by_stream[asked]

    def actors_on(self, asked: Asked) -> set[int]:
        """Return the actors that hear a stream."""
        return set(self.by_stream.get(asked, ()))

    def named(self, *names: str) -> list[Asked]:
        """Return the streams of some names that somebody hears: the hashtags, the lists."""
        return [asked for asked in self.by_stream if asked.name in names]

    def on(self, asked: Asked, actor_id: int) -> tuple[Ear, ...]:
        """Return an actor's connections that hear a stream."""
        return tuple(self.by_stream.get(asked, {}).get(actor_id, ()))

    def tell(self, asked: Asked, actor_id: int, news: News) -> None:
        """Say something to an actor's connections that hear a stream."""
        for ear in self.on(asked, actor_id):
            ear.tell(asked, news)


def _taken_out(heard: dict[int, set[Ear]], actor_id: int, ear: Ear) -> None:
    ears = heard.get(actor_id)
    if ears is not None:
        ears.discard(ear)
        if not ears:
            del heard[actor_id]
