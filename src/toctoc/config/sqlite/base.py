"""Who writes to SQLite waits in a queue, not in SQLite's naps.

SQLite has one writer at a time. A second one sleeps for longer and longer (1 to 100 ms) and tries again, so that a busy
file stands idle while everybody sleeps, and whoever sleeps long may never come first. Here the threads of a process
wait for each other by a lock. The first of them takes a file beside the database, which makes it the next to write
whatever its process, and tries again every half millisecond. What protects the rows is still SQLite's own lock.
"""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

# How soon one tries again while another process writes, in seconds.
PAUSE = 0.0005
NEXT = ".next"
# What SQLite says.
LOCKED = "database is locked"

# By the name of the database.
_turns: dict[str, Lock] = {}


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions begin in turn; raises what SQLite does when none comes in ``timeout`` seconds."""

    # What this connection holds while it writes, and the file by which it is the next to.
    _held: Lock | None = None
    _next: int | None = None

    def set_autocommit(self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False) -> None:  # noqa: FBT001 FBT002 theirs
        """Begin a transaction when its turn has come; end the turn with it."""
        if autocommit or not force_begin_transaction_with_broken_autocommit:
            # Before what waits for the commit is run: it may write, too.
            self._end_turn()
            super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
            return
        patience = float(self.settings_dict["OPTIONS"]["timeout"])
        until = time.monotonic() + patience
        self._take_turn(patience)
        try:
            self._begin(until, int(patience * 1000))
        except BaseException:
            self._end_turn()
            raise

    def close(self) -> None:
        """Close; a transaction that was open is undone."""
        try:
            super().close()
        finally:
            self._end_turn()
            if self._next is not None:
                os.close(self._next)
                self._next = None

    def _begin(self, until: float, naps: int) -> None:
        self.ensure_connection()
        raw: Connection = self.connection
        raw.execute("PRAGMA busy_timeout = 0")
        try:
            with self._first_in_line(until):
                while not self._has_begun(until):
                    time.sleep(PAUSE)
        finally:
            raw.execute(f"PRAGMA busy_timeout = {naps}")

    def _has_begun(self, until: float) -> bool:
        try:
            super().set_autocommit(autocommit=False, force_begin_transaction_with_broken_autocommit=True)
        except OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            return False
        return True

    @contextmanager
    def _first_in_line(self, until: float) -> Iterator[None]:
        """Be the next to write: no other process tries meanwhile."""
        if self.is_in_memory_db():
            yield
            return
        if self._next is None:
            self._next = os.open(f"{self.settings_dict['NAME']}{NEXT}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        while not _is_locked(self._next):
            if time.monotonic() > until:
                raise OperationalError(LOCKED)
            time.sleep(PAUSE)
        try:
            yield
        finally:
            fcntl.flock(self._next, fcntl.LOCK_UN)

    def _take_turn(self, patience: float) -> None:
        turn = _turns.setdefault(str(self.settings_dict["NAME"]), Lock())
        if not turn.acquire(timeout=patience):
            raise OperationalError(LOCKED)
        self._held = turn

    def _end_turn(self) -> None:
        if self._held is not None:
            held, self._held = self._held, None
            held.release()


def _is_locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
