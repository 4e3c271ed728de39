"""``/api/v1/streaming`` as a raw ASGI application: sockets that subscribe and leave, and server-sent events.

Apps run in browsers of any origin: the API believes tokens and never a cookie, so every origin may read the answers.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import msgspec

from toctoc.live.stream.hub import taken
from toctoc.mastodon_api.rules.streams import HEALTH, LIST, PATH, Asked, Unknown, asked_in, may_hear, stream_named
from toctoc.mastodon_api.stream.ears import MOST_SUBSCRIPTIONS, NOT_ALLOWED, NOT_TEXT, Ear

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    from toctoc.mastodon_api.stream.bearers import Bearer
    from toctoc.mastodon_api.stream.crowd import Crowd

    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Any]

LONGEST_MESSAGE = 4_096
logger = logging.getLogger("toctoc.live")
_CORS = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", b"GET, OPTIONS"),
    (b"access-control-allow-headers", b"Authorization, Accept, Cache-Control"),
    (b"access-control-max-age", b"86400"),
)
_EVENTS = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"private, no-store"),
    # Asks nginx not to keep events until a buffer is full.
    (b"x-accel-buffering", b"no"),
)
_NO_TOKEN, _BAD_TOKEN, _NO_SCOPE = (
    "Missing access token",
    "Invalid access token",
    "Access token does not cover required scopes",
)


class Over(Exception):
    """A connection that did what none may; its ear knows the code to close it with."""


class Streaming:
    """Lets apps hear a crowd's news."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd

    @staticmethod
    def is_for(path: str) -> bool:
        """Tell whether an address is one of ours."""
        return path == PATH or path.startswith(f"{PATH}/")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["path"] == HEALTH:
            await _answer(send, 200, b"OK", b"text/plain; charset=utf-8")
        elif scope["method"] == "OPTIONS":
            await _answer(send, 204, b"", b"text/plain; charset=utf-8")
        elif scope["method"] == "GET":
            await self._events(scope, receive, send)
        else:
            await _refuse(send, Unknown("This method is not known here", 405))

    async def _events(self, scope: Message, receive: Receive, send: Send) -> None:
        query = _query(scope)
        try:
            asked = asked_in(scope["path"], query)
            bearer = await self._let_in(scope, query)
            await self._check(bearer, asked)
        except Unknown as error:
            await _refuse(send, error)
            return
        _forget_request(scope)
        await send({"type": "http.response.start", "status": 200, "headers": [*_EVENTS, *_CORS]})
        ear = Ear(send, bearer, is_socket=False)
        try:
            self._open(ear, asked)
            ear.write(b":)\n\n")
            while (await receive())["type"] != "http.disconnect":
                pass
        except (asyncio.CancelledError, Over):
            taken(send({"type": "http.response.body", "body": b"", "more_body": False}))
        finally:
            self._close(ear)

    async def _socket(self, scope: Message, receive: Receive, send: Send) -> None:
        query = _query(scope)
        await receive()
        try:
            bearer = await self._let_in(scope, query)
            asked = await self._first(scope, query, bearer)
        except Unknown as error:
            await _refuse(send, error, kind="websocket.http")
            return
        protocols = scope["subprotocols"]
        _forget_request(scope)
        # A browser that offers some wants one of them back.
        await send({"type": "websocket.accept", "subprotocol": protocols[0] if protocols else None})
        ear = Ear(send, bearer, is_socket=True)
        try:
            self._open(ear, asked)
            await self._converse(ear, receive)
        except (asyncio.CancelledError, Over):
            taken(send({"type": "websocket.close", "code": ear.code}))
        finally:
            self._close(ear)

    async def _first(self, scope: Message, query: dict[str, list[str]], bearer: Bearer) -> Asked | None:
        """Return the stream that the address of a socket names; ``None`` when it only says so later."""
        if scope["path"].rstrip("/") != PATH:
            asked = asked_in(scope["path"], query)
        elif name := query.get("stream", [""])[0]:
            asked = stream_named(name, tag=query.get("tag", [""])[0], list_id=query.get("list", [""])[0])
        else:
            return None
        await self._check(bearer, asked)
        return asked

    async def _converse(self, ear: Ear, receive: Receive) -> None:
        while (message := await receive())["type"] != "websocket.disconnect":
            if ear.floods():
                ear.code = NOT_ALLOWED
                raise Over
            text = message.get("text")
            if text is None:
                ear.code = NOT_TEXT
                raise Over
            try:
                await self._obey(ear, text)
            except Unknown as error:
                ear.say(msgspec.json.encode({"error": error.words, "status": error.status}).decode())

    async def _obey(self, ear: Ear, text: str) -> None:
        """Subscribe or unsubscribe, as a message says; raise :class:`Unknown` for any other."""
        try:
            said = msgspec.json.decode(text, type=dict[str, Any])
        except (msgspec.DecodeError, RecursionError) as error:
            raise Unknown("Invalid JSON") from error
        kind = said.get("type")
        if kind not in ("subscribe", "unsubscribe"):
            raise Unknown("Unknown message type")
        asked = stream_named(said.get("stream"), tag=said.get("tag", ""), list_id=said.get("list", ""))
        if kind == "unsubscribe":
            self.crowd.ears.unsubscribe(ear, asked)
            return
        if len(ear.asked) >= MOST_SUBSCRIPTIONS:
            raise Unknown("Too many subscriptions", 429)
        await self._check(ear.bearer, asked)
        self.crowd.ears.subscribe(ear, asked)

    async def _let_in(self, scope: Message, query: dict[str, list[str]]) -> Bearer:
        """Return whose token a request carries; raise :class:`Unknown` when it opens nothing."""
        token = _token(scope, query)
        if not token:
            raise Unknown(_NO_TOKEN, 401)
        bearer = await self.crowd.bearers.bearer_of(token)
        if bearer is None:
            raise Unknown(_BAD_TOKEN, 401)
        if self.crowd.is_ending or not self.crowd.ears.has_room_for(bearer.actor_id):
            raise Unknown("Too many connections", 503 if self.crowd.is_ending else 429)
        return bearer

    async def _check(self, bearer: Bearer, asked: Asked) -> None:
        if not may_hear(asked, bearer.scopes):
            raise Unknown(_NO_SCOPE, 401)
        # Somebody else's list and one that is not there look the same.
        if asked.name == LIST and not await self.crowd.people.owns_list(bearer.actor_id, int(asked.which)):
            raise Unknown("Not authorized to stream this list", 404)

    def _open(self, ear: Ear, asked: Asked | None) -> None:
        # Others may have opened theirs while the database was asked.
        if not self.crowd.ears.has_room_for(ear.bearer.actor_id):
            ear.code = NOT_ALLOWED
            raise Over
        self.crowd.ears.add(ear)
        if asked is not None:
            self.crowd.ears.subscribe(ear, asked)
        logger.info("app stream opened", extra={"line": {"socket": ear.is_socket}})

    def _close(self, ear: Ear) -> None:
        self.crowd.ears.remove(ear)
        ear.task = None
        logger.info("app stream closed", extra={"line": {"code": ear.code if ear.is_ended else 0}})


def _query(scope: Message) -> dict[str, list[str]]:
    return parse_qs(scope["query_string"].decode("ascii", "replace"))


def _token(scope: Message, query: dict[str, list[str]]) -> str:
    """Return the token of a request: of its header, of its address, or in the place of a protocol."""
    said = next((value for name, value in scope["headers"] if name == b"authorization"), b"").decode("latin-1")
    scheme, _, token = said.partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return token.strip()
    return query.get("access_token", [""])[0] or next(iter(scope.get("subprotocols", [])), "")


def _forget_request(scope: Message) -> None:
    """Let go of what was only needed to open a connection that lasts."""
    scope.update(headers=[], query_string=b"", raw_path=b"", subprotocols=[])


async def _refuse(send: Send, error: Unknown, kind: str = "http") -> None:
    body = msgspec.json.encode({"error": error.words, "status": error.status})
    await _answer(send, error.status, body, b"application/json; charset=utf-8", kind)


async def _answer(send: Send, status: int, body: bytes, kind: bytes, prefix: str = "http") -> None:
    headers = [
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        *_CORS,
    ]
    await send({"type": f"{prefix}.response.start", "status": status, "headers": headers})
    await send({"type": f"{prefix}.response.body", "body": body, "more_body": False})
