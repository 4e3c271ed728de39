"""How the stream process hears of what others commit to PostgreSQL, where ids do not follow the order of commits."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.databases import ON_POSTGRESQL, URL
from toctoc.live.services import announce
from toctoc.live.stream.hub import Hub
from toctoc.live.stream.sources.choose import source_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.live.stream.sources import Source

pytestmark = [
    pytest.mark.skipif(not ON_POSTGRESQL, reason="on SQLite ids follow the order of commits"),
    pytest.mark.django_db(transaction=True),
]
INSERT = b"INSERT INTO live_liveevent (channels, kind, subject, payload, created_at)"
INSERT += b" VALUES ('public', 'question', 0, %s, CURRENT_TIMESTAMP)"


@pytest.fixture
def slow_writer() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection whose transaction stays open."""
    with psycopg.connect(URL, dbname=connection.settings_dict["NAME"]) as writer:
        yield writer


def source() -> Source:
    where = replace(settings.ENVIRONMENT.database, name=connection.settings_dict["NAME"])
    return source_for(where, settings.ENVIRONMENT.redis_url)


def say(payload: dict[str, object]) -> None:
    """Announce from a thread of its own, as another process would."""
    try:
        announce("question", channels=["public"], payload=payload)
    finally:
        connection.close()


def delivered(hub: Hub) -> list[str]:
    return [row.payload for row, _ in hub.recent]


def test_each_commit_wakes_the_stream_process() -> None:
    async def story() -> list[str]:
        hub = Hub(source())
        await hub.source.open()
        await hub.begin(60)
        for number in range(3):
            await asyncio.to_thread(say, {"id": str(number)})
            async with asyncio.timeout(10):
                while len(hub.recent) <= number:
                    await hub.source.wait(0)
                    await hub.deliver_new()
        await hub.source.close()
        return delivered(hub)

    assert asyncio.run(story()) == ['{"id":"0"}', '{"id":"1"}', '{"id":"2"}']


def test_a_lower_id_that_is_committed_later_is_still_delivered_and_once(
    slow_writer: psycopg.Connection[tuple[object, ...]],
) -> None:
    async def story() -> list[str]:
        hub = Hub(source())
        await hub.source.open()
        await hub.begin(60)
        slow_writer.execute(INSERT, ["slow"])
        await asyncio.to_thread(say, {"id": "quick"})
        await hub.deliver_new()
        assert delivered(hub) == ['{"id":"quick"}']
        slow_writer.commit()
        await hub.deliver_new()
        await hub.deliver_new()
        await hub.source.close()
        return delivered(hub)

    assert asyncio.run(story()) == ['{"id":"quick"}', "slow"]


def test_who_comes_back_after_the_quick_event_still_hears_the_slow_one(
    slow_writer: psycopg.Connection[tuple[object, ...]],
) -> None:
    async def story() -> bytes:
        hub = Hub(source())
        await hub.source.open()
        await hub.begin(60)
        slow_writer.execute(INSERT, ["slow"])
        await asyncio.to_thread(say, {"id": "quick"})
        await hub.deliver_new()
        last = hub.position
        slow_writer.commit()
        await hub.deliver_new()
        missed = await hub.missed(last, frozenset({"public"}))
        await hub.source.close()
        return missed

    assert b"data: slow\n" in asyncio.run(story())


def test_a_connection_that_was_cut_is_opened_again() -> None:
    async def story() -> list[str]:
        hub = Hub(source())
        await hub.source.open()
        await hub.begin(60)
        with psycopg.connect(URL, dbname=connection.settings_dict["NAME"], autocommit=True) as administrator:
            administrator.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        await asyncio.to_thread(say, {"id": "after"})
        async with asyncio.timeout(10):
            while not hub.recent:
                # As the application does: a fault is noted, and the work begins again.
                try:
                    await hub.source.wait(0)
                    await hub.deliver_new()
                except (OSError, psycopg.Error):
                    await asyncio.sleep(0.01)
        await hub.source.close()
        return delivered(hub)

    connection.close()
    assert asyncio.run(story()) == ['{"id":"after"}']
