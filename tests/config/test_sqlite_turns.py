"""Writers of SQLite wait in turn: nobody sleeps beside a free file, nobody keeps a turn it has no use for."""

from __future__ import annotations

import fcntl
import sqlite3
import threading
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections, transaction

from toctoc.config.sqlite.base import NEXT, PAUSE, DatabaseWrapper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has many writers"),
    pytest.mark.django_db(transaction=True),
]

PATIENCE = 5


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., DatabaseWrapper]]:
    """Return what opens connections to one file, each as its own thread would."""
    (tmp_path / "rows.sqlite3").touch()
    found: list[DatabaseWrapper] = []

    def make(timeout: float = PATIENCE) -> DatabaseWrapper:
        stated = settings.DATABASES["default"]
        ours = connection.settings_dict | {"NAME": str(tmp_path / "rows.sqlite3")}
        ours["OPTIONS"] = stated["OPTIONS"] | {"timeout": timeout}
        wrapper = DatabaseWrapper(ours, "turns")
        wrapper.inc_thread_sharing()
        found.append(wrapper)
        return wrapper

    with closing(make()) as first, first.cursor() as cursor:
        cursor.execute("CREATE TABLE said (word TEXT)")
    yield make
    for wrapper in found:
        wrapper.close()


def begin(wrapper: DatabaseWrapper) -> None:
    wrapper.set_autocommit(autocommit=False, force_begin_transaction_with_broken_autocommit=True)


def say(wrapper: DatabaseWrapper, word: str) -> None:
    with wrapper.cursor() as cursor:
        cursor.execute("INSERT INTO said VALUES (%s)", [word])


def end(wrapper: DatabaseWrapper) -> None:
    wrapper.commit()
    wrapper.set_autocommit(autocommit=True)


def words(wrapper: DatabaseWrapper) -> list[str]:
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT word FROM said")
        return [word for (word,) in cursor.fetchall()]


def test_the_site_writes_by_this_backend() -> None:
    assert isinstance(connections[DEFAULT_DB_ALIAS], DatabaseWrapper)


def test_eight_threads_write_all_they_have_and_none_waits_for_a_nap(
    opened: Callable[..., DatabaseWrapper], monkeypatch: pytest.MonkeyPatch
) -> None:
    naps: list[float] = []
    monkeypatch.setattr("toctoc.config.sqlite.base.time.sleep", naps.append)

    # Connections that open or close hold the file for a moment, too.
    connected = [opened() for _ in range(8)]
    for wrapper in connected:
        words(wrapper)

    def write(number: int) -> None:
        for turn in range(20):
            begin(connected[number])
            say(connected[number], f"{number} {turn}")
            end(connected[number])

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(words(connected[0])) == sorted(f"{number} {turn}" for number in range(8) for turn in range(20))
    assert naps == []


def test_another_process_is_waited_for_and_followed_at_once(
    opened: Callable[..., DatabaseWrapper], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept = time.sleep
    naps: list[float] = []
    with closing(sqlite3.connect(tmp_path / "rows.sqlite3", check_same_thread=False)) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")

        def nap(seconds: float) -> None:
            naps.append(seconds)
            if len(naps) == 3:
                other.execute("ROLLBACK")
            slept(seconds)

        monkeypatch.setattr("toctoc.config.sqlite.base.time.sleep", nap)
        mine = opened()
        begin(mine)
        say(mine, "après")
        end(mine)
    assert naps == [PAUSE] * 3
    assert words(mine) == ["après"]


def test_whoever_is_next_in_another_process_goes_first(opened: Callable[..., DatabaseWrapper], tmp_path: Path) -> None:
    with (tmp_path / f"rows.sqlite3{NEXT}").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        mine = opened(timeout=0.05)
        with pytest.raises(OperationalError, match="database is locked"):
            begin(mine)
        fcntl.flock(other, fcntl.LOCK_UN)
        begin(mine)
        # Whoever writes is not the next any more.
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        say(mine, "à moi")
        end(mine)
    assert words(mine) == ["à moi"]


@pytest.mark.parametrize("where", ["here", "elsewhere"])
def test_whoever_waits_too_long_is_told_and_keeps_nothing(
    opened: Callable[..., DatabaseWrapper], tmp_path: Path, where: str
) -> None:
    busy = opened()
    elsewhere = sqlite3.connect(tmp_path / "rows.sqlite3", isolation_level=None)
    if where == "here":
        begin(busy)
    else:
        elsewhere.execute("BEGIN IMMEDIATE")
    late = opened(timeout=0.05)
    with pytest.raises(OperationalError, match="database is locked"):
        begin(late)
    if where == "here":
        end(busy)
    elsewhere.close()
    begin(late)
    say(late, "enfin")
    end(late)
    assert words(late) == ["enfin"]


@pytest.mark.parametrize("ending", ["rollback", "close"])
def test_a_transaction_that_fails_gives_its_turn_back(opened: Callable[..., DatabaseWrapper], ending: str) -> None:
    failing, next_ = opened(), opened(timeout=0.5)
    begin(failing)
    say(failing, "jamais")
    getattr(failing, ending)()
    if ending == "rollback":
        failing.set_autocommit(autocommit=True)
    begin(next_)
    say(next_, "dit")
    end(next_)
    assert words(next_) == ["dit"]


def test_what_waits_for_a_commit_may_write_itself() -> None:
    done: list[str] = []

    def write_more() -> None:
        with transaction.atomic():
            done.append("more")

    with transaction.atomic():
        transaction.on_commit(write_more)
    assert done == ["more"]
