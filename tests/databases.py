"""A database of its own for each folder in which tests start programs: a file, or one beside the suite's."""

from __future__ import annotations

import atexit
import hashlib
import os
import sqlite3
from contextlib import closing
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import psycopg

if TYPE_CHECKING:
    from pathlib import Path

# As the suite was started: its own settings leave these two alone.
URL = os.environ.get("TOCTOC_DATABASE_URL", "")
ON_POSTGRESQL = URL.startswith("postgres")
PATIENCE = 20.0


@cache
def where_of(folder: Path) -> dict[str, str]:
    """Return the settings that say where a folder's rows are; on PostgreSQL the database is made, and dropped later."""
    if not ON_POSTGRESQL:
        return {}
    name = f"toctoc_test_{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"
    _administer(f"CREATE DATABASE {name}")
    atexit.register(_administer, f"DROP DATABASE {name} WITH (FORCE)")
    redis = os.environ.get("TOCTOC_REDIS_URL", "")
    return {
        "TOCTOC_DATABASE_URL": urlsplit(URL)._replace(path=f"/{name}").geturl(),
        **({"TOCTOC_REDIS_URL": redis} if redis else {}),
    }


def rows(folder: Path, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Run one statement, with ``?`` for its values, beside the programs of a folder; return its rows."""
    if not ON_POSTGRESQL:
        with closing(sqlite3.connect(folder / "toctoc.sqlite3", timeout=PATIENCE)) as file, file:
            return file.execute(statement, values).fetchall()
    with psycopg.connect(where_of(folder)["TOCTOC_DATABASE_URL"], autocommit=True) as server:
        found = server.execute(statement.replace("?", "%s").encode(), values)
        return found.fetchall() if found.description else []


def _administer(statement: str) -> None:
    with psycopg.connect(URL, autocommit=True) as server:
        server.execute(statement.encode())
