"""Who hears what, once, in order, and what happens to those who come back."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from tests.live.fakes import Client, FakeSource, row, settle
from toctoc.live.rules.ticket import Ticket, signed
from toctoc.live.stream import hub as hub_module
from toctoc.live.stream.app import StreamApp
from toctoc.live.stream.hub import Hub

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import pytest

    from toctoc.live.rules.wire import Row

SECRET = "a-secret-of-at-least-thirty-two-characters"


def ticket(*channels: str, made_at: float | None = None) -> str:
    moment = time.time() if made_at is None else made_at
    return signed(Ticket(channels or ("public",), int(time.time()) + 600, moment), SECRET)


@asynccontextmanager
async def streaming(source: FakeSource) -> AsyncIterator[StreamApp]:
    app = StreamApp(Hub(source), secret=SECRET, origins=frozenset({"http://127.0.0.1:8000"}))
    await app.begin()
    try:
        yield app
    finally:
        await app.end()
        await settle()


async def listening(
    app: StreamApp, *channels: str, last: int | None = None, made_at: float | None = None
) -> tuple[Client, asyncio.Task[None]]:
    query = f"billet={ticket(*channels, made_at=made_at)}" + (f"&last={last}" if last is not None else "")
    client = Client("/flux", query)
    task = asyncio.create_task(app(client.scope, client.receive, client.send))
    await settle()
    return client, task


def test_an_event_reaches_who_hears_its_channel_and_nobody_else() -> None:
    async def story() -> tuple[Client, Client]:
        source = FakeSource()
        async with streaming(source) as app:
            doctor, _ = await listening(app, "public", "professionals")
            stranger, _ = await listening(app, "public")
            source.commit(row(1, "professionals"))
            await settle()
            return doctor, stranger

    doctor, stranger = asyncio.run(story())
    assert doctor.body.endswith(b'id: 1\nevent: question\ndata: {"id":"1"}\n\n')
    assert stranger.ids == []


def test_an_event_on_two_channels_is_heard_once() -> None:
    async def story() -> Client:
        source = FakeSource()
        async with streaming(source) as app:
            client, _ = await listening(app, "public", "actor:1")
            source.commit(row(1, "public", "actor:1"))
            await settle()
            return client

    assert asyncio.run(story()).ids == [1]


def test_a_stream_starts_from_the_newest_event() -> None:
    async def story() -> Client:
        source = FakeSource(row(1), row(2))
        async with streaming(source) as app:
            client, _ = await listening(app)
            source.commit(row(3))
            await settle()
            return client

    assert asyncio.run(story()).ids == [3]


def test_who_comes_back_gets_what_was_missed_from_the_table() -> None:
    async def story() -> Client:
        source = FakeSource(row(1), row(2, "professionals"), row(3), row(4))
        async with streaming(source) as app:
            client, _ = await listening(app, "public", last=1)
            return client

    assert asyncio.run(story()).ids == [3, 4]


def test_who_comes_back_soon_costs_no_read_of_the_table() -> None:
    async def story() -> tuple[Client, int]:
        source = FakeSource(row(1))
        async with streaming(source) as app:
            source.commit(row(2), row(3, "professionals"), row(4))
            await settle()
            before = source.reads
            client, _ = await listening(app, "public", last=2)
            return client, source.reads - before

    client, reads = asyncio.run(story())
    assert client.ids == [4]
    assert reads == 0


def test_what_comes_while_the_table_is_read_is_neither_lost_nor_doubled() -> None:
    class SlowSource(FakeSource):
        held: asyncio.Event | None = None

        async def since(self, last: int, *, most: int) -> list[Row]:
            rows = await super().since(last, most=most)
            if last == 1 and self.held is not None:
                await self.held.wait()
            return rows

    async def story() -> Client:
        source = SlowSource(row(1), row(2), row(3))
        async with streaming(source) as app:
            source.held = asyncio.Event()
            client, _ = await listening(app, last=1)
            source.commit(row(4))
            await settle()
            source.held.set()
            await settle()
            source.commit(row(5))
            await settle()
            return client

    assert asyncio.run(story()).ids == [2, 3, 4, 5]


def test_who_missed_too_much_is_told_to_load_the_page_again() -> None:
    async def story() -> Client:
        source = FakeSource(*(row(number) for number in range(1, hub_module.MOST_MISSED + 10)))
        async with streaming(source) as app:
            client, _ = await listening(app, last=1)
            return client

    client = asyncio.run(story())
    assert b"event: lost\n" in client.body
    assert client.ids == [hub_module.MOST_MISSED + 9]


def test_an_id_from_the_future_waits_for_new_events() -> None:
    async def story() -> Client:
        source = FakeSource(row(1))
        async with streaming(source) as app:
            client, _ = await listening(app, last=10**30)
            source.commit(row(2))
            await settle()
            return client

    assert asyncio.run(story()).ids == [2]


def test_a_lower_id_that_commits_later_is_delivered_once() -> None:
    async def story() -> Client:
        source = FakeSource(row(1), overlap=100)
        async with streaming(source) as app:
            client, _ = await listening(app)
            source.commit(row(3))
            await settle()
            source.commit(row(2))
            await settle()
            source.commit(row(4))
            await settle()
            return client

    assert asyncio.run(story()).ids == [3, 2, 4]


def test_a_client_that_takes_nothing_is_dropped_and_others_are_served() -> None:
    async def story() -> tuple[int, Client, bool]:
        source = FakeSource()
        async with streaming(source) as app:
            stuck, task = await listening(app)
            other, _ = await listening(app)
            stuck.is_stuck = True
            source.commit(row(1))
            await settle()
            return app.hub.connections, other, task.done()

    connections, other, ended = asyncio.run(story())
    assert connections == 1
    assert other.ids == [1]
    assert ended


def test_a_client_that_leaves_is_forgotten() -> None:
    async def story() -> tuple[int, int, dict[str, object]]:
        async with streaming(FakeSource()) as app:
            client, task = await listening(app, "public", "actor:7")
            before = app.hub.connections
            client.gone.set()
            await task
            return before, app.hub.connections, dict(app.hub.listeners)

    assert asyncio.run(story()) == (1, 0, {})


def test_a_change_of_rights_ends_the_actors_streams_and_voids_its_tickets() -> None:
    async def story() -> tuple[Client, Client, Client, Client]:
        source = FakeSource()
        async with streaming(source) as app:
            revoked, _ = await listening(app, "public", "professionals", "actor:1")
            other, _ = await listening(app, "public", "professionals", "actor:2")
            source.commit(row(1, "actor:1", kind="standing", made_at=time.time()))
            await settle()
            old, _ = await listening(app, "public", "professionals", "actor:1", made_at=time.time() - 60)
            fresh, _ = await listening(app, "public", "actor:1", made_at=time.time() + 1)
            return revoked, other, old, fresh

    revoked, other, old, fresh = asyncio.run(story())
    assert revoked.is_over
    assert b"standing" not in revoked.body
    assert other.ids == []
    assert (old.status, fresh.status) == (401, 200)


def test_a_change_of_rights_before_a_restart_still_voids_tickets() -> None:
    async def story() -> Client:
        moment = time.time()
        source = FakeSource(row(1, "actor:1", kind="standing", made_at=moment))
        async with streaming(source) as app:
            client, _ = await listening(app, "public", "actor:1", made_at=moment - 60)
            return client

    assert asyncio.run(story()).status == 401


def test_a_fault_of_the_source_does_not_end_deliveries(monkeypatch: pytest.MonkeyPatch) -> None:
    class Faulty(FakeSource):
        faults = 1

        async def wait(self, pause: float) -> None:
            await super().wait(pause)
            if self.faults:
                self.faults -= 1
                self.woken.set()
                raise OSError("gone")

    real_sleep = asyncio.sleep

    async def no_wait(seconds: float) -> None:
        await real_sleep(0)

    async def story() -> Client:
        source = Faulty()
        async with streaming(source) as app:
            client, _ = await listening(app)
            source.commit(row(1))
            await settle()
            await settle()
            return client

    monkeypatch.setattr(asyncio, "sleep", no_wait)
    assert asyncio.run(story()).ids == [1]


def test_ending_the_process_ends_its_streams() -> None:
    async def story() -> Client:
        async with streaming(FakeSource()) as app:
            client, _ = await listening(app)
        return client

    assert asyncio.run(story()).is_over


def test_another_door_hears_what_pages_hear_and_what_closes_streams() -> None:
    class Door:
        def __init__(self) -> None:
            self.heard: list[Row] = []

        def is_awake(self) -> bool:
            return True

        def note(self, row: Row) -> None:
            self.heard.append(row)

    async def story() -> list[tuple[int, str]]:
        source, door = FakeSource(), Door()
        async with streaming(source) as app:
            app.hub.observers.append(door)
            source.commit(row(1), row(2, "actor:1", kind="standing", made_at=1.0))
            await settle()
            return [(each.id, each.kind) for each in door.heard]

    assert asyncio.run(story()) == [(1, "question"), (2, "standing")]


def test_a_client_that_is_gone_or_takes_nothing_is_told_apart_from_one_that_takes() -> None:
    async def took() -> None:
        pass

    async def gone() -> None:
        raise OSError

    async def stuck() -> None:
        await asyncio.Event().wait()

    async def story() -> list[bool]:
        return [hub_module.taken(each) for each in (took(), gone(), stuck())]

    assert asyncio.run(story()) == [True, False, False]
