"""From the click of one professional to the screens of two hundred others.

Two hundred pages are open, each hears the stream and fetches the card it was told of, all at once: the worst case,
since hidden tabs wait. Measured from the moment the question is sent to the moment the last byte of a card is there.
"""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING

from bench.figures import Figure, percentile
from bench.serving import Server, answered, get, post, serving

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.people.models import Actor

PAGES = 200
ASKED = 15
PAUSE = 1.0
API = "/api/toctoc/v1/posts"


def measure() -> list[Figure]:
    """Return how long a question takes to two hundred open pages."""
    with serving() as server:
        from bench.people import proved_professionals, session_of, token_of  # noqa: PLC0415 Django is set up by now

        asker, *readers = proved_professionals(PAGES + 1)
        cookies = [session_of(reader) for reader in readers]
        heard, shown = asyncio.run(_watch(server, readers, cookies, token_of(asker)))
    told = len(heard) / (PAGES * ASKED)
    return [
        Figure("cards shown of those to show", len(shown) / (PAGES * ASKED), "share", at_least=1.0),
        Figure("events heard of those to hear", told, "share", at_least=1.0),
        Figure("asked → heard by an open page, p95", percentile(heard, 0.95) * 1000, "ms"),
        Figure(f"asked → card shown on {PAGES} open pages, p50", percentile(shown, 0.5) * 1000, "ms"),
        Figure(f"asked → card shown on {PAGES} open pages, p95", percentile(shown, 0.95) * 1000, "ms", at_most=300),
    ]


async def _watch(
    server: Server, readers: Sequence[Actor], cookies: Sequence[str], token: str
) -> tuple[list[float], list[float]]:
    sent: dict[str, float] = {}
    heard: list[float] = []
    shown: list[float] = []
    pages = [
        asyncio.create_task(_page(server, reader, cookie, sent, heard, shown))
        for reader, cookie in zip(readers, cookies, strict=True)
    ]
    await asyncio.sleep(2)
    # Each page was loaded before it began to listen.
    for cookie in cookies:
        await answered(server.port, get(server.port, "/", cookie=cookie))
    for number in range(ASKED):
        topic = f"mesure{number}"
        sent[topic] = time.perf_counter()
        body = {
            "text": f"Douleur depuis {number + 2} jours sous traitement, que faites-vous ? #{topic}",
            "audience": {"kind": "professionals"},
            "question": {"topics": ["traitement"], "urgency": "now"},
        }
        status, answer = await answered(server.port, post(server.port, API, body, token))
        if status != 201:  # noqa: PLR2004 Created
            raise SystemExit(f"asking answered {status}: {answer[:300]!r}")
        sent[json.loads(answer)["id"]] = sent[topic]
        await asyncio.sleep(PAUSE)
    await asyncio.sleep(2)
    for page in pages:
        page.cancel()
    return heard, shown


async def _page(
    server: Server,
    reader: Actor,
    cookie: str,
    sent: dict[str, float],
    heard: list[float],
    shown: list[float],
) -> None:
    from bench.people import ticket_of  # noqa: PLC0415 Django is set up by now

    stream, writer = await asyncio.open_connection("127.0.0.1", server.stream_port)
    writer.write(get(server.stream_port, f"/flux?billet={ticket_of(reader, server.secret)}"))
    kind = b""
    while line := await stream.readline():
        if line.startswith(b"event:"):
            kind = line[6:].strip()
        elif line.startswith(b"data:") and kind == b"question":
            moment = time.perf_counter()
            identifier = json.loads(line[5:])["id"]
            status, card = await answered(server.port, get(server.port, f"/messages/{identifier}/carte", cookie=cookie))
            done = time.perf_counter()
            if status == 200 and identifier.encode() in card:  # noqa: PLR2004 OK
                # The answer to the asker may come after the event: wait for the id to be known.
                while identifier not in sent:  # noqa: ASYNC110 a measuring client
                    await asyncio.sleep(0.005)
                heard.append(moment - sent[identifier])
                shown.append(done - sent[identifier])
