"""What the stream process answers to a request."""

from __future__ import annotations

import asyncio
import json

from tests.live.fakes import Client, FakeSource, row
from tests.live.test_hub import SECRET, listening, streaming, ticket
from toctoc.live.stream.app import StreamApp
from toctoc.live.stream.hub import Hub

OURS = "http://127.0.0.1:8000"


def answer_to(client: Client) -> Client:
    async def ask() -> None:
        app = StreamApp(Hub(FakeSource()), secret=SECRET, origins=frozenset({OURS}))
        await app(client.scope, client.receive, client.send)

    asyncio.run(ask())
    return client


def test_without_a_ticket_the_answer_is_a_problem_document() -> None:
    client = answer_to(Client("/flux", "billet=nothing"))
    assert client.status == 401
    assert client.headers[b"content-type"] == b"application/problem+json"
    assert json.loads(client.body)["status"] == 401


def test_another_address_is_not_found() -> None:
    assert answer_to(Client("/elsewhere")).status == 404


def test_health_tells_how_many_streams_are_open() -> None:
    client = answer_to(Client("/health/live"))
    assert (client.status, json.loads(client.body)) == (200, {"status": "ok", "streams": 0})


def test_only_our_pages_may_read_an_answer() -> None:
    def allowed(client: Client) -> bytes | None:
        return client.headers.get(b"access-control-allow-origin")

    assert allowed(answer_to(Client("/flux", origin=OURS))) == OURS.encode()
    assert allowed(answer_to(Client("/flux", origin="https://evil.example"))) is None


def test_a_stream_is_not_kept_by_caches_and_proxies() -> None:
    async def story() -> Client:
        async with streaming(FakeSource()) as app:
            client, _ = await listening(app)
            return client

    client = asyncio.run(story())
    assert client.status == 200
    assert client.headers[b"content-type"] == b"text/event-stream; charset=utf-8"
    assert client.headers[b"cache-control"] == b"no-store"
    assert client.headers[b"x-accel-buffering"] == b"no"


def test_what_the_browser_read_last_beats_the_address() -> None:
    async def story() -> Client:
        async with streaming(FakeSource(row(1), row(2), row(3))) as app:
            client = Client("/flux", f"billet={ticket()}&last=1", last_event_id="2")
            task = asyncio.create_task(app(client.scope, client.receive, client.send))
            for _ in range(20):
                await asyncio.sleep(0)
            client.gone.set()
            await task
            return client

    assert asyncio.run(story()).ids == [3]


def test_a_last_id_that_is_no_number_is_ignored() -> None:
    async def story() -> Client:
        async with streaming(FakeSource(row(1))) as app:
            client = Client("/flux", f"billet={ticket()}&last=-1%00")
            task = asyncio.create_task(app(client.scope, client.receive, client.send))
            for _ in range(20):
                await asyncio.sleep(0)
            client.gone.set()
            await task
            return client

    client = asyncio.run(story())
    assert (client.status, client.ids) == (200, [])
