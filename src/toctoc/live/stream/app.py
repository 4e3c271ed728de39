"""Streams over HTTP: a raw ASGI application.

``GET /flux?billet=TICKET&last=ID`` answers ``text/event-stream``; a browser that comes back says what it read last in
``Last-Event-ID``. ``GET /health/live`` tells that the process answers.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from toctoc.kernel.ids import id_in
from toctoc.live.rules.ticket import Ticket, opened
from toctoc.live.rules.wire import GREETING
from toctoc.live.stream.hub import Connection, Hub

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Any]

STREAM_PATH = "/flux"
# No ticket is made for longer; who lost rights longer ago holds none that is still valid.
LONGEST_TICKET = 24 * 60 * 60.0
logger = logging.getLogger("toctoc.live")

_STREAM_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    # Asks nginx not to keep events until a buffer is full.
    (b"x-accel-buffering", b"no"),
]


async def kept(work: Callable[[], Awaitable[None]]) -> None:
    """Run ``work`` for ever: a fault of the database must not end deliveries."""
    while True:
        try:
            await work()
        except Exception:
            logger.exception("stream fault")
            await asyncio.sleep(1)


class StreamApp:
    """Lets ticket bearers hear a hub; ``origins`` are those whose pages may read the answers."""

    def __init__(self, hub: Hub, *, secret: str, origins: frozenset[str]) -> None:
        self.hub = hub
        self.secret = secret
        self.origins = frozenset(origin.encode() for origin in origins)
        # Kept here: asyncio itself holds its tasks weakly.
        self.tasks: list[asyncio.Task[None]] = []
        self.is_ending = False

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        allowed = self._allowed(scope["headers"])
        if scope["path"] == STREAM_PATH and scope["method"] == "GET":
            await self._stream(scope, receive, send, allowed)
        elif scope["path"] == "/health/live":
            await _say(send, 200, {"status": "ok", "streams": self.hub.connections}, allowed)
        else:
            await _say(send, 404, _problem(404, "Not found"), allowed)

    async def begin(self) -> None:
        """Connect and start to deliver."""
        await self.hub.source.open()
        await self.hub.begin(LONGEST_TICKET)
        self.tasks = [asyncio.create_task(kept(work)) for work in (self.hub.follow, self.hub.beat)]

    async def end(self) -> None:
        """End every stream, then stop delivering."""
        self.is_ending = True
        self.hub.end_all()
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.hub.source.close()

    async def _stream(
        self, scope: MutableMapping[str, Any], receive: Receive, send: Send, allowed: list[tuple[bytes, bytes]]
    ) -> None:
        asked = parse_qs(scope["query_string"].decode("ascii", "replace"))
        ticket = self._ticket(asked)
        if ticket is None or self.is_ending:
            await _say(send, 401, _problem(401, "This ticket is not valid: ask for a fresh one"), allowed)
            return
        last = _last_id(asked, scope["headers"])
        # A stream lasts: what was only needed to open it goes.
        scope["headers"] = []
        await send({"type": "http.response.start", "status": 200, "headers": _STREAM_HEADERS + allowed})
        connection = Connection(send, ticket.channels, self.hub.next_spoke())
        began = time.monotonic()
        logger.info("stream opened", extra={"line": {"resumed": last is not None}})
        try:
            await self._hear(connection, last, receive)
        except asyncio.CancelledError:
            # Ended by the hub: say so, unless the client does not even take that.
            connection.write({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            self.hub.remove(connection)
            logger.info("stream closed", extra={"line": {"seconds": round(time.monotonic() - began, 1)}})

    async def _hear(self, connection: Connection, last: int | None, receive: Receive) -> None:
        missed = b"" if last is None else await self.hub.missed(last, frozenset(connection.channels))
        self.hub.add(connection)
        connection.write({"type": "http.response.body", "body": GREETING + missed, "more_body": True})
        while (await receive())["type"] != "http.disconnect":
            pass

    def _ticket(self, asked: dict[str, list[str]]) -> Ticket | None:
        text = (asked.get("billet") or [""])[0]
        ticket = opened(text, self.secret, now=time.time())
        if ticket is None or self.hub.is_void(ticket.channels, ticket.made_at):
            return None
        return ticket

    def _allowed(self, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """Return the headers that let a page of ours, and no other, read the answer."""
        origin = next((value for name, value in headers if name == b"origin"), b"")
        vary = (b"vary", b"Origin")
        return [vary, (b"access-control-allow-origin", origin)] if origin in self.origins else [vary]


def _last_id(asked: dict[str, list[str]], headers: list[tuple[bytes, bytes]]) -> int | None:
    """Return the last id the client read: from its own memory, else from the address; ``None`` when it has none."""
    header = next((value.decode("ascii", "replace") for name, value in headers if name == b"last-event-id"), "")
    text = header or (asked.get("last") or [""])[0]
    return id_in(text)


def _problem(status: int, title: str) -> dict[str, object]:
    return {"type": "about:blank", "title": title, "status": status}


async def _say(send: Send, status: int, body: dict[str, object], allowed: list[tuple[bytes, bytes]]) -> None:
    """Answer with JSON; a refusal is a problem document (RFC 9457)."""
    kind = b"application/json" if status < HTTPStatus.BAD_REQUEST else b"application/problem+json"
    text = json.dumps(body).encode()
    headers = [(b"content-type", kind), (b"content-length", str(len(text)).encode()), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers + allowed})
    await send({"type": "http.response.body", "body": text, "more_body": False})
