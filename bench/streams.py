"""Ten thousand open streams: memory each, how long an event takes to all, how fast they come back."""

from __future__ import annotations

import asyncio
import json
import resource
import time
from pathlib import Path

from bench.figures import Figure, percentile
from bench.serving import Server, answered, get, post, serving

STREAMS = 10_000
EVENTS = 5
PACE = 2_000
API = "/api/toctoc/v1/posts"


def measure() -> list[Figure]:
    """Return the figures; sockets come from several loopback addresses, since one has too few ports to spare."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 65_536), most))
    with serving() as server:
        from bench.people import proved_professionals, ticket_of, token_of  # noqa: PLC0415 Django is set up by now

        asker = proved_professionals(1)[0]
        request = get(server.stream_port, f"/flux?billet={ticket_of(asker, server.secret)}")
        crowd = Crowd(server, request)
        return asyncio.run(crowd.measured(token_of(asker), _stream_pid(server)))


class Listener(asyncio.Protocol):
    """An open stream, as little of it as a client needs."""

    __slots__ = ("crowd", "is_open", "transport")

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.is_open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream."""
        self.transport = transport
        if isinstance(transport, asyncio.WriteTransport):
            transport.write(self.crowd.request)

    def data_received(self, received: bytes) -> None:
        """Note that the stream is open, or that the event is there."""
        if not self.is_open:
            self.is_open = True
            self.crowd.opened += 1
        if b"event: question" in received:
            self.crowd.delays.append(time.perf_counter() - self.crowd.sent)


class Crowd:
    """All the listeners."""

    def __init__(self, server: Server, request: bytes) -> None:
        self.server = server
        self.request = request
        self.opened = 0
        self.sent = 0.0
        self.delays: list[float] = []

    async def measured(self, token: str, pid: int) -> list[Figure]:
        """Open, measure memory, send events, drop everybody, open again."""
        before = _resident(pid)
        transports = await self._open(PACE)
        await asyncio.sleep(3)
        each = (_resident(pid) - before) / STREAMS
        for number in range(EVENTS):
            await self._ask(token, number)
        for transport in transports:
            transport.close()
        await asyncio.sleep(3)
        begun = time.perf_counter()
        self.opened = 0
        transports = await self._open(0)
        took = time.perf_counter() - begun
        return [
            Figure("memory per open stream", each, "KiB", at_most=20),
            Figure("events heard of those to hear", len(self.delays) / (STREAMS * EVENTS), "share", at_least=1.0),
            Figure(f"asked → heard by {STREAMS}, p50", percentile(self.delays, 0.5) * 1000, "ms"),
            Figure(f"asked → heard by {STREAMS}, p99", percentile(self.delays, 0.99) * 1000, "ms", at_most=600),
            Figure("streams opened again", STREAMS / took, "/s", at_least=3_000),
        ]

    async def _open(self, pace: int) -> list[asyncio.BaseTransport]:
        loop = asyncio.get_running_loop()
        transports: list[asyncio.BaseTransport] = []
        for first in range(0, STREAMS, 500):
            opening = [
                loop.create_connection(
                    lambda: Listener(self),
                    "127.0.0.1",
                    self.server.stream_port,
                    local_addr=(f"127.0.0.{2 + number % 8}", 0),
                )
                for number in range(first, first + 500)
            ]
            transports += [transport for transport, _ in await asyncio.gather(*opening)]
            if pace:
                await asyncio.sleep(500 / pace)
        while self.opened < STREAMS:  # noqa: ASYNC110 a measuring client
            await asyncio.sleep(0.01)
        return transports

    async def _ask(self, token: str, number: int) -> None:
        body = {
            "text": f"Douleur depuis {number + 2} jours sous traitement, que faites-vous ?",
            "audience": {"kind": "professionals"},
            "question": {"topics": ["traitement"], "urgency": "now"},
        }
        self.sent = time.perf_counter()
        status, answer = await answered(self.server.port, post(self.server.port, API, body, token))
        if status != 201:  # noqa: PLR2004 Created
            raise SystemExit(f"asking answered {status}: {json.loads(answer)}")
        await asyncio.sleep(2)


def _stream_pid(server: Server) -> int:
    return next(pid for pid in server.pids[1:] if b"\0stream\0" in Path(f"/proc/{pid}/cmdline").read_bytes())


def _resident(pid: int) -> float:
    """Return resident KiB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return float(line.split()[1])
    return 0.0
