"""Everything that rows hold, as one text: what must never rest in them is searched there."""

from __future__ import annotations

import zlib
from base64 import urlsafe_b64decode
from typing import TYPE_CHECKING, Any

from django.db import connection

from tests.databases import ON_POSTGRESQL, rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

TABLES = (
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
    if ON_POSTGRESQL
    else "SELECT name FROM sqlite_master WHERE type = 'table'"
)


def rows_of(folder: Path) -> str:
    """Return what the database of a program's folder holds."""
    return "\n".join(_told(rows(folder, f'SELECT * FROM "{name}"')) for (name,) in rows(folder, TABLES))  # noqa: S608


def rows_here() -> str:
    """Return what the database of the test itself holds."""
    told = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608
            told.append(_told(cursor.fetchall()))
    return "\n".join(told)


def _told(found: Iterable[tuple[Any, ...]]) -> str:
    return "\n".join(_as_text(value) for row in found for value in row)


def _as_text(value: object) -> str:
    if isinstance(value, memoryview | bytes):
        return f"{bytes(value)!r} {bytes(value).hex()}"
    return f"{value}\n{_opened(value)}" if isinstance(value, str) else str(value)


def _opened(value: str) -> str:
    """Return what a session, or anything else that Django signs, says inside."""
    inside, colon, _ = value.removeprefix(".").partition(":")
    if not colon:
        return ""
    try:
        raw = urlsafe_b64decode(inside + "=" * (-len(inside) % 4))
        return (zlib.decompress(raw) if value.startswith(".") else raw).decode("utf-8", "replace")
    except (ValueError, zlib.error):
        return ""
