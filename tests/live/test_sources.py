"""How the stream process hears of rows that other processes commit."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import connection
from redis import Redis

from toctoc.config.environment import Database
from toctoc.live import services
from toctoc.live.services import announce
from toctoc.live.stream.sources.choose import source_for
from toctoc.live.stream.sources.sqlite import SqliteSource

if TYPE_CHECKING:
    from pathlib import Path

TABLE = (
    "CREATE TABLE live_liveevent (id INTEGER PRIMARY KEY AUTOINCREMENT, channels TEXT, kind TEXT, subject INTEGER,"
    " payload TEXT, created_at TEXT)"
)
INSERT = "INSERT INTO live_liveevent (channels, kind, subject, payload, created_at) VALUES (?, ?, 0, '{}', ?)"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a file with spaces?.sqlite3"
    write(path, TABLE)
    return path


def write(path: Path, statement: str, *values: str) -> None:
    with sqlite3.connect(path) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute(statement, values)
    writer.close()


def test_a_commit_of_another_connection_wakes(file: Path) -> None:
    async def story() -> list[tuple[int, tuple[str, ...], str]]:
        source = SqliteSource(str(file))
        await source.open()
        waiting = asyncio.create_task(source.wait(0.001))
        await asyncio.sleep(0)
        assert not waiting.done()
        write(file, INSERT, "public actor:1", "question", "2026-11-22 05:00:00.5")
        await asyncio.wait_for(waiting, 5)
        rows = await source.since(0, most=10)
        await source.close()
        return [(row.id, row.channels, row.kind) for row in rows]

    assert asyncio.run(story()) == [(1, ("public", "actor:1"), "question")]


def test_a_commit_between_two_waits_is_not_missed(file: Path) -> None:
    async def story() -> int:
        source = SqliteSource(str(file))
        await source.open()
        write(file, INSERT, "public", "question", "2026-11-22 05:00:00")
        await asyncio.wait_for(source.wait(0.001), 5)
        newest = await source.newest()
        await source.close()
        return newest

    assert asyncio.run(story()) == 1


def test_changes_of_rights_are_found_with_their_moment(file: Path) -> None:
    write(file, INSERT, "actor:1", "standing", "2026-11-22 05:00:00.250000")
    write(file, INSERT, "actor:2", "standing", "2026-11-20 05:00:00")

    async def story() -> list[tuple[tuple[str, ...], float]]:
        source = SqliteSource(str(file))
        await source.open()
        rows = await source.standings(1_795_237_200.0)  # the 21st, 05:00 UTC
        await source.close()
        return [(row.channels, row.made_at) for row in rows]

    assert asyncio.run(story()) == [(("actor:1",), 1_795_323_600.25)]


def test_a_door_reads_its_own_rows_through_the_source(file: Path) -> None:
    write(file, INSERT, "actor:1", "question", "2026-11-22 05:00:00")

    async def story() -> list[tuple[str, str]]:
        source = SqliteSource(str(file))
        await source.open()
        rows = await source.rows("SELECT channels, kind FROM live_liveevent WHERE kind = %s AND id > %s", "question", 0)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            await source.rows("DELETE FROM live_liveevent")
        await source.close()
        return [(channels, kind) for channels, kind in rows]

    assert asyncio.run(story()) == [("actor:1", "question")]


def test_a_file_that_is_not_there_is_said_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        asyncio.run(SqliteSource(str(tmp_path / "nowhere.sqlite3")).open())


def test_a_file_without_tables_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite3"
    path.touch()
    with pytest.raises(OSError, match="live_liveevent"):
        asyncio.run(SqliteSource(str(path)).open())


@pytest.mark.skipif(settings.ENVIRONMENT.database.vendor != "postgresql", reason="needs PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_postgresql_notifies_the_stream_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, redis_url=""))
    where = settings.ENVIRONMENT.database
    parts = {name: getattr(where, name) for name in ("vendor", "host", "port", "user", "password")}
    source = source_for(type(where)(**parts, name=connection.settings_dict["NAME"]), "")

    def write_elsewhere() -> None:
        with closing(connection):
            announce("question", channels=["public"], payload={"id": "1"})

    async def story() -> list[str]:
        await source.open()
        newest = await source.newest()
        waiting = asyncio.create_task(source.wait(0.001))
        await asyncio.to_thread(write_elsewhere)
        await asyncio.wait_for(waiting, 5)
        rows = await source.since(newest, most=10)
        await source.close()
        return [row.payload for row in rows]

    assert asyncio.run(story()) == ['{"id":"1"}']


@pytest.mark.skipif(not settings.ENVIRONMENT.redis_url, reason="needs Redis")
def test_redis_wakes_the_stream_process(file: Path) -> None:
    source = source_for(Database("sqlite", str(file)), settings.ENVIRONMENT.redis_url)

    async def story() -> int:
        await source.open()
        waiting = asyncio.create_task(source.wait(0.001))
        await asyncio.sleep(0)
        write(file, INSERT, "public", "question", "2026-11-22 05:00:00")
        await asyncio.to_thread(services._wake)
        await asyncio.wait_for(waiting, 5)
        newest = await source.newest()
        await source.close()
        return newest

    assert asyncio.run(story()) == 1


def test_a_redis_that_does_not_answer_costs_no_writer_anything(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(services, "_redis", lambda: Redis.from_url("redis://127.0.0.1:1/0"))
    services._wake()
    assert "redis does not answer" in caplog.text
