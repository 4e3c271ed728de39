"""Two thousand sockets of apps: memory each, and how long a post takes to its author's followers."""

from __future__ import annotations

import asyncio
import json
import resource
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import Figure, percentile
from bench.serving import Server, answered, post, serving

if TYPE_CHECKING:
    from toctoc.people.models import Actor

SOCKETS, EACH = 2_000, 10
# Nobody may write more than thirty in ten minutes.
POSTS = 25
PAUSE = 0.4
API = "/api/v1/statuses"


def measure() -> list[Figure]:
    """Return the figures: every socket hears a home stream, at least one actor in ten follows who writes."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 65_536), most))
    with serving() as server:
        from bench.people import account_of, proved_professionals  # noqa: PLC0415 Django is set up by now
        from toctoc.people.models import Follow  # noqa: PLC0415 Django is set up by now
        from toctoc.people.services.follows import follow  # noqa: PLC0415 Django is set up by now
        from toctoc.people.services.tokens import issue_token  # noqa: PLC0415 Django is set up by now

        def token_of(actor: Actor) -> str:
            return issue_token(account=account_of(actor), scopes=("read", "write"))

        author, *listeners = proved_professionals(SOCKETS // EACH + 1)
        for follower in listeners[::EACH]:
            follow(follower=follower, followee=author)
        # In a large world nearly everybody follows who writes, beside those who do from now on.
        followers = Follow.objects.filter(followee=author, follower__in=listeners).count()
        tokens = [token_of(actor) for actor in listeners]
        crowd = Crowd(server, tokens)
        return asyncio.run(crowd.measured(token_of(author), followers * EACH))


class Socket(asyncio.Protocol):
    """An open socket, as little of it as a client needs."""

    __slots__ = ("crowd", "is_open", "token", "transport")

    def __init__(self, crowd: Crowd, token: str) -> None:
        self.crowd = crowd
        self.token = token
        self.is_open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Shake hands."""
        self.transport = transport
        if isinstance(transport, asyncio.WriteTransport):
            lines = [
                f"GET /api/v1/streaming?stream=user&access_token={self.token} HTTP/1.1",
                "Host: 127.0.0.1",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dG9jdG9jdG9jdG9jdG9jIQ==",
            ]
            transport.write(("\r\n".join(lines) + "\r\n\r\n").encode())

    def data_received(self, received: bytes) -> None:
        """Note that the socket is open, or that a post is there."""
        if not self.is_open:
            self.is_open = received.startswith(b"HTTP/1.1 101")
            self.crowd.opened += self.is_open
        elif b'"event":"update"' in received:
            self.crowd.delays.append(time.perf_counter() - self.crowd.sent)


class Crowd:
    """All the sockets."""

    def __init__(self, server: Server, tokens: list[str]) -> None:
        self.server = server
        self.tokens = tokens
        self.opened = 0
        self.sent = 0.0
        self.delays: list[float] = []

    async def measured(self, token: str, hearing: int) -> list[Figure]:
        """Open, measure memory, write posts, drop everybody."""
        pid = _stream_pid(self.server)
        before = _proportional(pid)
        begun = time.perf_counter()
        transports = await self._open()
        took = time.perf_counter() - begun
        await asyncio.sleep(3)
        each = (_proportional(pid) - before) / SOCKETS
        for number in range(POSTS):
            await self._post(token, number)
            await asyncio.sleep(PAUSE)
        await asyncio.sleep(2)
        after = (_proportional(pid) - before) / SOCKETS
        for transport in transports:
            transport.close()
        return [
            Figure("memory per open socket", each, "KiB", at_most=40),
            Figure(f"the same after {POSTS} posts", after, "KiB", at_most=40),
            Figure("sockets opened", SOCKETS / took, "/s"),
            Figure("posts heard of those to hear", len(self.delays) / (hearing * POSTS), "share", at_least=1.0),
            Figure(f"posted → heard at home by {hearing}, p50", percentile(self.delays, 0.5) * 1000, "ms"),
            Figure(
                f"posted → heard at home by {hearing}, p95", percentile(self.delays, 0.95) * 1000, "ms", at_most=300
            ),
        ]

    async def _open(self) -> list[asyncio.BaseTransport]:
        loop = asyncio.get_running_loop()
        transports: list[asyncio.BaseTransport] = []
        for number in range(EACH):
            opening = [
                loop.create_connection(partial(Socket, self, token), "127.0.0.1", self.server.stream_port)
                for token in self.tokens
            ]
            transports += [transport for transport, _ in await asyncio.gather(*opening)]
            while self.opened < (number + 1) * len(self.tokens):  # noqa: ASYNC110 a measuring client
                await asyncio.sleep(0.01)
        return transports

    async def _post(self, token: str, number: int) -> None:
        self.sent = time.perf_counter()
        body = {"status": f"Mesure {number} : qui connaît ce traitement ?", "visibility": "public"}
        status, answer = await answered(self.server.port, post(self.server.port, API, body, token))
        if status != 200:  # noqa: PLR2004 OK
            raise SystemExit(f"posting answered {status}: {json.loads(answer)}")


def _stream_pid(server: Server) -> int:
    return next(pid for pid in server.pids[1:] if b"\0stream\0" in Path(f"/proc/{pid}/cmdline").read_bytes())


def _proportional(pid: int) -> float:
    """Return KiB in memory, pages that are shared divided among those who share them (PSS)."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    return next(float(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
