"""Write many small rows fast: no model object for each."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

T = TypeVar("T")
# Rows held in memory before they are written.
BATCH = 5_000


def insert_dated(
    table: str,
    columns: tuple[str, str],
    rows: Iterable[tuple[int, int, datetime]],
    done: Callable[[int], object] = int,
) -> None:
    """Insert rows of two ids and the moment they were made at into ``table``; ``columns`` name the ids."""
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, (*columns, "created_at")))
    statement = f"INSERT INTO {quote(table)} ({names}) VALUES (%s, %s, %s)"  # noqa: S608 names are ours
    adapted = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        for chunk in chunks(rows):
            cursor.executemany(statement, [(first, second, adapted(moment)) for first, second, moment in chunk])
            done(len(chunk))


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """Yield lists of at most :data:`BATCH` items."""
    iterator = iter(items)
    while chunk := list(islice(iterator, BATCH)):
        yield chunk
