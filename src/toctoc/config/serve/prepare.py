"""What must be true before the first request: tables up to date, static files collected.

Runs in a process of its own that ends, so that the memory Django needs for it goes back to the machine.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from toctoc import __version__
from toctoc.config.serve.tables import is_new, make_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

STAMP = ".collected"
# Any number that nothing else here locks; PostgreSQL's advisory locks are numbers.
_LOCK = 7_862_862


def prepare() -> None:
    """Apply migrations and collect static files where needed."""
    with _one_at_a_time():
        executor = MigrationExecutor(connection)
        if is_new():
            make_tables(executor)
        elif executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
        optimize()
    _collect()


def optimize() -> None:
    """Let SQLite look at how its tables have grown, so that it chooses the right index; PostgreSQL does by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=1000")
            cursor.execute("PRAGMA optimize=0x10002")


def _collect() -> None:
    folder = Path(settings.STATIC_ROOT)
    stamp = _stamp()
    kept = folder / STAMP
    if kept.exists() and kept.read_text(encoding="ascii") == stamp:
        return
    folder.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    kept.write_text(stamp, encoding="ascii")


def _stamp() -> str:
    """Return a word that changes with any file to collect."""
    found = hashlib.sha256(__version__.encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            found.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return found.hexdigest()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Keep the servers of several machines from migrating one database together."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def main() -> int:
    """Prepare; return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toctoc.config.settings")
    django.setup()
    try:
        prepare()
    except (DatabaseError, OSError) as error:
        sentence = str(error).partition("\n")[0]
        sys.stderr.write(f"toctoc: the database or the data folder cannot be prepared: {sentence}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
