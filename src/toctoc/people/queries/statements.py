"""Hand-written statements: for what is asked so often that building its SQL anew would cost more than its rows."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

if TYPE_CHECKING:
    from collections.abc import Sequence

# One setting, known when models load: asking the connection each time costs as much as a small statement.
IS_SQLITE = settings.ENVIRONMENT.database.vendor == "sqlite"


def execute(sql: str, parameters: Sequence[int | str]) -> list[tuple[Any, ...]]:
    """Run a statement written for this database's own driver (see :func:`placeholders`) and return its rows.

    SQLite statements go past Django's cursor, which would rewrite each of them.
    """
    database = connections[DEFAULT_DB_ALIAS]
    if IS_SQLITE:
        raw = database.connection
        if raw is None:
            database.ensure_connection()
            raw = database.connection
        found: list[tuple[Any, ...]] = raw.execute(sql, parameters).fetchall()
        return found
    with database.cursor() as cursor:
        cursor.execute(sql, [*parameters])
        return list(cursor.fetchall())


@lru_cache(maxsize=64)
def placeholders(sql: str) -> str:
    """Return ``sql`` with the placeholders of this database's driver."""
    return sql.replace("%s", "?") if IS_SQLITE else sql
