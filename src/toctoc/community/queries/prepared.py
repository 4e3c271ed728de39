"""Prepared posts: one hand-written statement for any list of ids, whoever looks.

A room above may add a piece to each post (a question's state and topics): it registers an :class:`Annex`, a table
of its own keyed by ``post_id`` with columns ``html_fr``, ``html_en`` and ``json``.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import connection

from toctoc.community.policies import VISIBLE_SQL
from toctoc.community.rules import stitch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.kernel.pagination import Page
    from toctoc.people.rules.audience import Viewer

JSON = "json"
_COLUMNS = {"fr": "html_fr", "en": "html_en", JSON: "json"}


@dataclass(slots=True)
class Annex:
    """The table whose piece follows each post; empty when no room added one."""

    table: str = ""


annex = Annex()


# Columns and tables are this room's own and a registered annex's; every value is a parameter. In order: the viewer
# twice, the ids, the viewer's audiences, the viewer.
_STATEMENT = """
SELECT p.id, f.{column}, a.{column}, {piece}, p.replies_count, p.favourites_count, v.id IS NOT NULL, b.id IS NOT NULL
FROM community_post p
JOIN community_postfragment f ON f.post_id = p.id
JOIN community_authorfragment a ON a.actor_id = p.author_id
{joined}
LEFT JOIN community_favourite v ON v.post_id = p.id AND v.actor_id = %s
LEFT JOIN community_bookmark b ON b.post_id = p.id AND b.actor_id = %s
WHERE p.id IN ({ids}) AND {visible}
"""


@lru_cache(maxsize=512)
def _statement(form: str, count: int, audiences: int, annex_table: str, vendor: str) -> str:
    """Return the statement for ``count`` ids, with the placeholders of the database's driver."""
    column = _COLUMNS[form]
    sql = _STATEMENT.format(
        column=column,
        piece=f"q.{column}" if annex_table else "NULL",
        joined=f"LEFT JOIN {annex_table} q ON q.post_id = p.id" if annex_table else "",
        ids=", ".join(["%s"] * count),
        visible=VISIBLE_SQL.format(audiences=", ".join(["%s"] * audiences)),
    )
    return sql.replace("%s", "?") if vendor == "sqlite" else sql


def rows_of(ids: Sequence[int], viewer: Viewer, form: str) -> list[tuple[Any, ...]]:
    """Return prepared rows (see :class:`stitch.Row`) of those ``ids`` the viewer may read, in the order given.

    ``form`` is ``fr``, ``en`` or :data:`JSON`.
    """
    if not ids:
        return []
    me = viewer.actor_id or 0
    audiences = viewer.audiences
    sql = _statement(form, len(ids), len(audiences), annex.table, connection.vendor)
    rows = execute(sql, [me, me, *ids, *audiences, me])
    by_id = {row[0]: row for row in rows}
    return [by_id[post_id] for post_id in ids if post_id in by_id]


def execute(sql: str, parameters: Sequence[int | str]) -> list[tuple[Any, ...]]:
    """Run a statement written for this database's own driver and return its rows.

    SQLite statements carry ``?`` and go past Django's cursor, which would rewrite each of them.
    """
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        found: list[tuple[Any, ...]] = connection.connection.execute(sql, parameters).fetchall()
        return found
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters])
        return list(cursor.fetchall())


def placeholders(sql: str) -> str:
    """Return ``sql`` with the placeholders of this database's driver."""
    return sql.replace("%s", "?") if connection.vendor == "sqlite" else sql


def cards(ids: Sequence[int], viewer: Viewer, language: str) -> str:
    """Return the HTML cards of those ``ids`` the viewer may read."""
    return stitch.cards(rows_of(ids, viewer, language), language, time.time())


def objects(ids: Sequence[int], viewer: Viewer) -> str:
    """Return the JSON array of those ``ids`` the viewer may read."""
    return stitch.objects(rows_of(ids, viewer, JSON))


def listing(page: Page[int], viewer: Viewer) -> str:
    """Return a page as our API gives it: the readable posts, and the id to pass as ``before`` for the next page."""
    following = "null" if page.next_before is None else f'"{page.next_before}"'
    return f'{{"items":{objects(page.items, viewer)},"next":{following}}}'
