"""How a worker that has nothing to do hears that there is something."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.db import connection

if TYPE_CHECKING:
    from threading import Event

# SQLite: between two looks at the version of the file; just after work, and when it has been quiet.
SOON, CALM = 0.02, 0.1
QUIET_AFTER = 5.0
# PostgreSQL: between two looks at the table, which has an index for it.
POLL = 0.25


class SqliteWake:
    """Looks at the version of the file, which costs 5 µs, and not at the table."""

    def __init__(self, path: str) -> None:
        self.connection = sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True, isolation_level=None)
        self.version = self._version()

    def wait(self, stop: Event, longest: float) -> None:
        """Return when somebody committed, the worker must end, or ``longest`` seconds have passed."""
        began = time.monotonic()
        while not stop.is_set():
            version, waited = self._version(), time.monotonic() - began
            if version != self.version or waited >= longest:
                self.version = version
                return
            stop.wait(SOON if waited < QUIET_AFTER else CALM)

    def _version(self) -> int:
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])


class PollWake:
    """Looks again after a moment."""

    def wait(self, stop: Event, longest: float) -> None:
        """Return after a moment."""
        stop.wait(min(POLL, longest))


def wake_for_database() -> SqliteWake | PollWake:
    """Return what suits the database of this process; one in memory can only be polled."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and "memory" not in name:
        return SqliteWake(name)
    return PollWake()
