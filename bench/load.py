"""Five minutes of everything together: questions, answers, gestures, pages, lists, streams and the worker.

``TOCTOC_LOAD_SECONDS`` shortens it. What counts: no answer of the 5xx kind, and no ``database is locked`` in any log.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import Figure, percentile
from bench.serving import Server, answered, get, post, serving

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS = float(os.environ.get("TOCTOC_LOAD_SECONDS", "300"))
WRITERS, READERS, STREAMS = 6, 6, 50
API = "/api/toctoc/v1"
PAGES = ("/", "/questions", "/decouvrir", "/avis")


def measure() -> list[Figure]:
    """Return what went wrong, and how much was done."""
    with serving() as server:
        from bench.people import (  # noqa: PLC0415 Django is set up by now
            proved_professionals,
            session_of,
            ticket_of,
            token_of,
        )

        people = proved_professionals(800)
        tokens = [token_of(actor) for actor in people]
        cookies = [session_of(actor) for actor in people]
        tickets = [ticket_of(actor, server.secret) for actor in people]
        seen = asyncio.run(_mixed(server, tokens, cookies, tickets))
    log = Path("build/bench-serving.log").read_text(encoding="utf-8", errors="replace")
    done = sum(seen.statuses.values())
    return [
        Figure("requests answered", done / SECONDS, "/s", note=f"{SECONDS:.0f} s"),
        Figure("questions and answers written", seen.written / SECONDS, "/s"),
        Figure("request, p99", percentile(seen.times, 0.99) * 1000, "ms"),
        Figure("answers of the 5xx kind", sum(n for s, n in seen.statuses.items() if s >= 500), "", at_most=0),  # noqa: PLR2004 HTTP
        Figure("“database is locked” in the logs", log.count("database is locked"), "", at_most=0),
        Figure("events heard by open streams", seen.heard, ""),
    ]


class Seen:
    """What the clients saw."""

    def __init__(self) -> None:
        self.statuses: Counter[int] = Counter()
        self.times: list[float] = []
        self.written = 0
        self.heard = 0
        self.questions: list[str] = []


async def _mixed(server: Server, tokens: Sequence[str], cookies: Sequence[str], tickets: Sequence[str]) -> Seen:
    seen = Seen()
    until = time.monotonic() + SECONDS
    streams = [asyncio.create_task(_listen(server, tickets[n % len(tickets)], seen)) for n in range(STREAMS)]
    await asyncio.gather(
        *(_write(server, tokens, seen, until, random.Random(n)) for n in range(WRITERS)),
        *(_read(server, tokens, cookies, seen, until, random.Random(100 + n)) for n in range(READERS)),
    )
    for stream in streams:
        stream.cancel()
    return seen


async def _timed(server: Server, request: bytes, seen: Seen) -> tuple[int, bytes]:
    begun = time.perf_counter()
    status, body = await answered(server.port, request)
    seen.times.append(time.perf_counter() - begun)
    seen.statuses[status] += 1
    return status, body


async def _write(server: Server, tokens: Sequence[str], seen: Seen, until: float, chance: random.Random) -> None:
    while time.monotonic() < until:
        token = chance.choice(tokens)
        if seen.questions and chance.random() < 0.6:  # noqa: PLR2004 more answers than questions
            body: dict[str, object] = {
                "text": f"En pratique je réévalue à {chance.randrange(2, 90)} jours, puis j’adapte.",
                "reply_to": chance.choice(seen.questions[-50:]),
            }
        else:
            body = {
                "text": f"Douleur depuis {chance.randrange(2, 90)} jours, que faites-vous en premier ?",
                "audience": {"kind": "professionals"},
                "question": {"topics": ["traitement"], "urgency": "today"},
            }
        status, answer = await _timed(server, post(server.port, f"{API}/posts", body, token), seen)
        if status == 201:  # noqa: PLR2004 Created
            seen.written += 1
            if "question" in body:
                seen.questions.append(json.loads(answer)["id"])
        if seen.questions and chance.random() < 0.3:  # noqa: PLR2004 a gesture now and then
            path = f"{API}/posts/{chance.choice(seen.questions)}/favourite"
            await _timed(server, post(server.port, path, {}, token), seen)


async def _read(
    server: Server, tokens: Sequence[str], cookies: Sequence[str], seen: Seen, until: float, chance: random.Random
) -> None:
    while time.monotonic() < until:
        if chance.random() < 0.5:  # noqa: PLR2004 apps and browsers alike
            path = chance.choice((f"{API}/timelines/home", f"{API}/questions", f"{API}/notifications"))
            await _timed(server, get(server.port, path, token=chance.choice(tokens)), seen)
        else:
            await _timed(server, get(server.port, chance.choice(PAGES), cookie=chance.choice(cookies)), seen)
        await asyncio.sleep(0.01)


async def _listen(server: Server, ticket: str, seen: Seen) -> None:
    stream, writer = await asyncio.open_connection("127.0.0.1", server.stream_port)
    writer.write(get(server.stream_port, f"/flux?billet={ticket}"))
    while line := await stream.readline():
        seen.heard += line.startswith(b"event:")
