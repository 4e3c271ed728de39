"""Prepared posts: one hand-written statement for any list of ids, whoever looks.

A room above may add a piece to each post (a question's state and topics): it registers an :class:`Annex`, a table
of its own keyed by ``post_id`` with columns ``html_fr``, ``html_en`` and ``json``.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from toctoc.community.policies import visible_sql
from toctoc.community.queries.quiet import verdicts
from toctoc.community.rules import stitch
from toctoc.community.rules.filters import Place
from toctoc.kernel.errors import Missing
from toctoc.people.queries.statements import IS_SQLITE, execute, placeholders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.community.models import Post
    from toctoc.kernel.pagination import Page
    from toctoc.people.rules.audience import Viewer

JSON = "json"
# JSON goes out as it was written: neither decoded on the way in nor encoded on the way out.
_AS_BYTES = "CAST({table}.json AS BLOB)" if IS_SQLITE else "convert_to({table}.json, 'UTF8')"
_PIECES = {"fr": "{table}.html_fr", "en": "{table}.html_en", JSON: _AS_BYTES}


@dataclass(slots=True)
class Annex:
    """The table whose piece follows each post; empty when no room added one."""

    table: str = ""


annex = Annex()


# Columns and tables are this room's own and a registered annex's; every value is a parameter. In order: the viewer
# three times, the ids, the values of the predicate.
_STATEMENT = """
SELECT p.id, {body}, {author}, {piece}, p.replies_count, p.favourites_count, v.id IS NOT NULL, b.id IS NOT NULL,
p.boosts_count,
CASE WHEN p.boosts_count > 0 THEN EXISTS
(SELECT 1 FROM community_boost x WHERE x.post_id = p.id AND x.actor_id = %s) ELSE FALSE END, p.audience
FROM community_post p
JOIN community_postfragment f ON f.post_id = p.id
JOIN community_authorfragment a ON a.actor_id = p.author_id
{joined}
LEFT JOIN community_favourite v ON v.post_id = p.id AND v.actor_id = %s
LEFT JOIN community_bookmark b ON b.post_id = p.id AND b.actor_id = %s
WHERE p.id IN ({ids}) AND {visible}
"""


@lru_cache(maxsize=512)
def _statement(form: str, count: int, visible: str, annex_table: str) -> str:
    """Return the statement for ``count`` ids, with the placeholders of the database's driver."""
    column = _PIECES[form]
    sql = _STATEMENT.format(
        body=column.format(table="f"),
        author=column.format(table="a"),
        piece=column.format(table="q") if annex_table else "NULL",
        joined=f"LEFT JOIN {annex_table} q ON q.post_id = p.id" if annex_table else "",
        ids=", ".join(["%s"] * count),
        visible=visible,
    )
    return placeholders(sql)


def rows_of(ids: Sequence[int], viewer: Viewer, form: str) -> list[tuple[Any, ...]]:
    """Return prepared rows (see :class:`stitch.Row`) of those ``ids`` the viewer may read, in the order given.

    ``form`` is ``fr``, ``en`` or :data:`JSON`.
    """
    if not ids:
        return []
    me = viewer.actor_id or 0
    visible, values = visible_sql(viewer)
    rows = execute(_statement(form, len(ids), visible, annex.table), [me, me, me, *ids, *values])
    by_id = {row[0]: row for row in rows}
    return [by_id[post_id] for post_id in ids if post_id in by_id]


Boosters = Mapping[int, tuple[str, str]]
NOBODY: Boosters = {}


def cards(
    ids: Sequence[int], viewer: Viewer, language: str, place: Place = Place.LISTS, boosters: Boosters = NOBODY
) -> str:
    """Return the HTML cards of those ``ids`` the viewer may read, and wants to where they are met.

    ``boosters`` tells of some posts the handle and the name of who brought them here.
    """
    lines = _lines(boosters, language) if boosters else stitch.NO_LINES
    rows = rows_of(ids, viewer, language)
    if viewer.quiet:
        return stitch.sifted_cards(rows, sifted(rows, viewer, place), language, lines)
    return stitch.cards(rows, language, time.time(), lines)


def _lines(boosters: Boosters, language: str) -> stitch.Lines:
    return {post_id: stitch.boosted_by(handle, name, language) for post_id, (handle, name) in boosters.items()}


def sifted(rows: list[tuple[Any, ...]], viewer: Viewer, place: Place) -> stitch.Verdicts:
    """Return what becomes of prepared rows whose reader keeps some things quiet; nothing for most readers."""
    return verdicts([row[0] for row in rows], viewer, place) if viewer.quiet else {}


def objects(ids: Sequence[int], viewer: Viewer, place: Place = Place.LISTS) -> bytes:
    """Return the JSON array of those ``ids`` the viewer may read, and wants to where they are met."""
    rows = rows_of(ids, viewer, JSON)
    return stitch.sifted_objects(rows, sifted(rows, viewer, place)) if viewer.quiet else stitch.objects(rows)


def listing(page: Page[int], viewer: Viewer, place: Place = Place.LISTS) -> bytes:
    """Return a page as our API gives it: the readable posts, and the id to pass as ``before`` for the next page."""
    following = b"null" if page.next_before is None else b'"%d"' % page.next_before
    return b'{"items":%s,"next":%s}' % (objects(page.items, viewer, place), following)


def one(post: Post, viewer: Viewer) -> bytes:
    """Return one post as our API gives it, with the revision an edit names; raise :class:`Missing` for others'."""
    array = stitch.objects(rows_of([post.pk], viewer, JSON))
    if array == b"[]":
        raise Missing
    return b'%s,"revision":%d}' % (array[1:-2], post.revision)
