"""PostgreSQL: the index is a table of the database, made by this module and swapped for a new one at once.

Words are stemmed and folded here, as for every engine, so that no extension and no dictionary of the server matters.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import ProgrammingError, connection, transaction

from toctoc.search.rules.entries import MOST_LIKE
from toctoc.search.rules.likeness import is_like, trigrams
from toctoc.search.rules.words import MOST_WORDS, folded, names_of, tag_word, terms_of, words_of
from toctoc.search.services.engines import Busy, NotBuilt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from toctoc.search.rules.entries import Asked, Entry, Eyes
    from toctoc.search.rules.words import Term
    from toctoc.search.services.engines import Key

    Value = int | float | str | list[str] | list[int]

# Grows with each change of columns or of the making of words.
TABLE = "search_entry_1"
NEXT = "search_entry_1_next"
# Any number that nothing else locks: who writes to the index holds it.
LOCK = 7_463_911
# The newest matches, of which the best are shown: a word that is everywhere is not read everywhere.
RANKED = 1_000
# Names that share runs of letters with what was asked, looked at one by one.
NAMES_LOOKED_AT = 400
# A match is worth twice one that is so many milliseconds older: four years, as in the other engine.
HALF_LIFE = 4 * 365.25 * 86_400_000
# More words of a text than this would be refused (a position has 14 bits).
MOST_POSITIONS = 16_000

_MAKE = """
CREATE TABLE {table} (source text NOT NULL, id bigint NOT NULL, author bigint NOT NULL, audiences text[] NOT NULL,
marks text[] NOT NULL, tags text[] NOT NULL, names text[] NOT NULL, grams text[] NOT NULL, words tsvector NOT NULL,
PRIMARY KEY (id, source))
"""
_INDEXES = (
    "CREATE INDEX {table}_words ON {table} USING gin (words)",
    "CREATE INDEX {table}_grams ON {table} USING gin (grams)",
    "CREATE INDEX {table}_tags ON {table} USING gin (tags)",
    "CREATE INDEX {table}_author ON {table} (author, id)",
)
_PUT = """
INSERT INTO {table} (source, id, author, audiences, marks, tags, names, grams, words)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s::tsvector)
ON CONFLICT (id, source) DO UPDATE SET author = excluded.author, audiences = excluded.audiences,
marks = excluded.marks, tags = excluded.tags, names = excluded.names, grams = excluded.grams, words = excluded.words
"""
# The audience is part of every question.
_TAGS = """
SELECT tag FROM (SELECT unnest(tags) AS tag FROM (SELECT tags FROM {table} WHERE tags <> '{{}}' AND
EXISTS (SELECT 1 FROM unnest(tags) one WHERE one LIKE %s) AND {where} ORDER BY id DESC LIMIT %s) newest) used
WHERE tag LIKE %s GROUP BY tag ORDER BY count(*) DESC, tag LIMIT %s
"""
_REACHED = "SELECT coalesce(max(id), 0) FROM {table} WHERE source = %s"
_FORGET = "DELETE FROM {table} WHERE source = %s AND id = %s"
_NEWEST = "SELECT id FROM {table} WHERE {where} ORDER BY id DESC LIMIT %s"
_RANKED = """
SELECT id FROM (SELECT id, words FROM {table} WHERE {where} AND words @@ %s::tsquery ORDER BY id DESC LIMIT %s) newest
ORDER BY ts_rank_cd(words, %s::tsquery, 1) * power(2, (id >> 16) / %s) DESC, id DESC LIMIT %s
"""
# How many of the newest that were found have a stem tells how rare it is.
_LIKE = """
WITH newest AS MATERIALIZED (SELECT id, words FROM {table} WHERE {where} AND words @@ %s::tsquery ORDER BY id DESC
LIMIT %s), held AS (SELECT id, lexeme FROM newest, unnest(tsvector_to_array(words)) lexeme
WHERE lexeme = ANY(%s::text[])), rare AS (SELECT lexeme, ln(1 + (SELECT count(*) FROM newest)::float / count(*))
AS worth FROM held GROUP BY lexeme)
SELECT id FROM held JOIN rare USING (lexeme) GROUP BY id ORDER BY sum(worth) DESC, id DESC LIMIT %s
"""
_NAMED = """
SELECT id, names FROM {table} WHERE {where} AND grams && %s::text[]
ORDER BY cardinality(ARRAY(SELECT unnest(grams) INTERSECT SELECT unnest(%s::text[]))) DESC, id DESC LIMIT %s
"""
_READABLE = "(audiences && %s::text[] OR author = %s) AND author <> ALL(%s::bigint[])"


class PostgresqlEngine:
    """The index in a table; see :class:`toctoc.search.services.engines.Engine`."""

    def write(self, entries: Sequence[Entry], gone: Sequence[Key]) -> None:
        """Put and forget, in one transaction."""
        with transaction.atomic():
            _hold("pg_try_advisory_xact_lock")
            _put(TABLE, entries, gone)
            if _exists(NEXT):
                # A building that was cut short reads further rows when it goes on; what it has read must follow.
                read = [entry for entry in entries if entry.id <= _reached(entry.source)]
                _put(NEXT, read, gone)

    def find(self, asked: Asked) -> list[int]:
        """Return ids, the best of the newest first."""
        if asked.like:
            return _like(asked)
        terms = terms_of(asked.text)
        if not asked.text:
            return _newest(asked, "", [])
        found = _ranked(asked, terms) if terms else []
        if asked.by_name:
            named = _named(asked)
            found = [*named, *(one for one in found if one not in set(named))][: asked.most]
        return found

    def tags(self, beginning: str, eyes: Eyes, most: int) -> list[str]:
        """Return tags by their beginning, the most used among the newest entries first."""
        # Tags are letters, figures and underscores; LIKE has a meaning of its own for the last.
        like = "".join(c for c in folded(beginning) if c.isalnum() or c == "_").replace("_", r"\_") + "%"
        rows = _asked(_TAGS.format(table=TABLE, where=_READABLE), [like, *_eyes(eyes), RANKED, like, most])
        return [tag.partition(":")[2] for (tag,) in rows]

    @contextmanager
    def building(self) -> Iterator[WorkingTable]:
        """Build beside the table that answers, or go on with what was begun."""
        _hold("pg_try_advisory_lock")
        try:
            yield WorkingTable()
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])

    def discard(self) -> None:
        """Drop the table that answers."""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")

    def size(self) -> int:
        """Return the bytes of the table and its indexes."""
        rows = _asked("SELECT pg_total_relation_size(%s)", [TABLE])
        return int(rows[0][0])


class WorkingTable:
    """A table being filled; its rows are replaced, never doubled, and what changes meanwhile is written to it too."""

    def __init__(self) -> None:
        if not _exists(NEXT):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(_MAKE.format(table=NEXT))
                for statement in _INDEXES:
                    cursor.execute(statement.format(table=NEXT))

    def reached(self, source: str) -> int:
        """Return the last id that is there: they come in their order."""
        return _reached(source)

    def touched(self) -> list[Key]:
        """Return nothing: whoever writes meanwhile writes here too."""
        return []

    def add(self, entries: Iterable[Entry], *, source: str, up_to: int) -> None:
        """Add entries of ``source`` up to an id."""
        _ = source, up_to
        with transaction.atomic():
            _put(NEXT, list(entries), [])

    def put(self, entries: Iterable[Entry], keys: Sequence[Key]) -> None:
        """Forget ``keys`` and add what became of them."""
        with transaction.atomic():
            _put(NEXT, list(entries), keys)

    def finish(self) -> None:
        """Let this table answer: both names change in one transaction."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
            cursor.execute(f"ALTER TABLE {NEXT} RENAME TO {TABLE}")
            for name in ("pkey", "words", "grams", "tags", "author"):
                cursor.execute(f"ALTER INDEX {NEXT}_{name} RENAME TO {TABLE}_{name}")
            cursor.execute(f"ANALYZE {TABLE}")


def made(_path: Path) -> PostgresqlEngine:
    """Return the engine; it needs no folder."""
    return PostgresqlEngine()


def _hold(lock: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise Busy


def _exists(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [table])
        return bool(cursor.fetchone()[0])


def _reached(source: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_REACHED.format(table=NEXT), [source])
        return int(cursor.fetchone()[0])


def _put(table: str, entries: Sequence[Entry], gone: Sequence[Key]) -> None:
    try:
        # A savepoint: a missing table must not undo what the caller does.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(_FORGET.format(table=table), gone)
            cursor.executemany(_PUT.format(table=table), [_row(entry) for entry in entries])
    except ProgrammingError as error:
        raise NotBuilt from error


def _row(entry: Entry) -> list[Value]:
    names = list(dict.fromkeys(names_of(entry.names)))
    grams = sorted({gram for name in names for gram in trigrams(name)})
    positions: dict[str, list[str]] = {}
    for position, word in enumerate(words_of(entry.text, entry.language)[:MOST_POSITIONS], 1):
        positions.setdefault(word, []).append(str(position))
    vector = " ".join(f"{_quoted(word)}:{','.join(at)}" for word, at in positions.items())
    tags = [tag_word(tag) for tag in entry.tags]
    audiences, marks = list(entry.audiences), list(entry.marks)
    return [entry.source, entry.id, entry.author_id, audiences, marks, tags, names, grams, vector]


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def _asked(statement: str, values: list[Value]) -> list[tuple[Any, ...]]:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())
    except ProgrammingError as error:
        raise NotBuilt from error


def _eyes(eyes: Eyes) -> list[Value]:
    # Nobody is author 0.
    return [list(eyes.words), eyes.me or -1, list(eyes.without)]


def _filters(asked: Asked) -> tuple[str, list[Value]]:
    sql, values = f"source = %s AND {_READABLE}", [asked.source, *_eyes(asked.eyes)]
    if asked.marks:
        sql, values = f"{sql} AND marks @> %s::text[]", [*values, list(asked.marks)]
    if asked.tag:
        sql, values = f"{sql} AND tags @> %s::text[]", [*values, [tag_word(asked.tag)]]
    if asked.author_id:
        sql, values = f"{sql} AND author = %s", [*values, asked.author_id]
    if asked.since:
        sql, values = f"{sql} AND id >= %s", [*values, asked.since]
    if asked.until:
        sql, values = f"{sql} AND id < %s", [*values, asked.until]
    return sql, values


def _newest(asked: Asked, condition: str, more: list[Value]) -> list[int]:
    filters, values = _filters(asked)
    rows = _asked(_NEWEST.format(table=TABLE, where=filters + condition), [*values, *more, asked.most])
    return [row[0] for row in rows]


def _ranked(asked: Asked, terms: list[Term]) -> list[int]:
    query = (" | " if asked.any_word else " & ").join(_term(term) for term in terms)
    if asked.newest_first:
        return _newest(asked, " AND words @@ %s::tsquery", [query])
    filters, values = _filters(asked)
    ranked = [*values, query, RANKED, query, HALF_LIFE, asked.most]
    return [row[0] for row in _asked(_RANKED.format(table=TABLE, where=filters), ranked)]


def _like(asked: Asked) -> list[int]:
    """Return entries with any of some stems, those first that have many or rare ones."""
    filters, values = _filters(asked)
    stems = list(dict.fromkeys(asked.like))[:MOST_LIKE]
    either = " | ".join(_quoted(stem) for stem in stems)
    ranked = [*values, either, RANKED, stems, asked.most]
    return [row[0] for row in _asked(_LIKE.format(table=TABLE, where=filters), ranked)]


def _term(term: Term) -> str:
    words = ["(" + "|".join(_quoted(form) for form in forms) + ")" for forms in term.forms]
    return "(" + " <-> ".join(words) + ")" if term.is_phrase else words[0]


def _named(asked: Asked) -> list[int]:
    """Return entries whose names are, begin with or resemble every word that was asked."""
    wanted = names_of(asked.text)[:MOST_WORDS]
    if not wanted:
        return []
    grams = sorted({gram for word in wanted for gram in trigrams(word)})
    filters, values = _filters(replace(asked, text=""))
    rows = _asked(_NAMED.format(table=TABLE, where=filters), [*values, grams, grams, NAMES_LOOKED_AT])
    return [row[0] for row in rows if all(any(is_like(word, name) for name in row[1]) for word in wanted)]
