"""Statuses for any list of ids, whoever looks: one hand-written statement, and one more for polls and quotes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from toctoc.community.policies import visible_sql
from toctoc.community.queries.quiet import quiet_of
from toctoc.community.rules.filters import Place
from toctoc.kernel.errors import Missing
from toctoc.mastodon_api.queries.besides import besides, files_alone
from toctoc.mastodon_api.queries.filtered import sifted
from toctoc.mastodon_api.rules import stitch
from toctoc.people.queries.statements import IS_SQLITE, execute, placeholders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.people.rules.audience import Viewer

# JSON goes out as it was written: neither decoded on the way in nor encoded on the way out.
AS_BYTES = "CAST({table}.json AS BLOB)" if IS_SQLITE else "convert_to({table}.json, 'UTF8')"
# In order: the viewer three times, the ids, the values of the predicate.
_STATEMENT = """
SELECT p.id, {status}, {account}, p.author_id, w.followers_count, w.following_count, w.posts_count, w.last_thread_id,
p.parts, p.thread_id, p.replies_count, p.boosts_count, p.favourites_count,
x.id IS NOT NULL, v.id IS NOT NULL, b.id IS NOT NULL, n.id IS NOT NULL, p.quoted_id{texts}
FROM community_post p
JOIN mastodon_api_statusform f ON f.post_id = p.id
JOIN mastodon_api_accountform a ON a.actor_id = p.author_id
JOIN people_actor w ON w.id = p.author_id
LEFT JOIN community_boost x ON x.post_id = p.id AND x.actor_id = %s
LEFT JOIN community_favourite v ON v.post_id = p.id AND v.actor_id = %s
LEFT JOIN community_bookmark b ON b.post_id = p.id AND b.actor_id = %s
LEFT JOIN community_pin n ON n.post_id = p.id
WHERE p.id IN ({ids}) AND {visible}
"""


_TEXTS = ", p.warning, p.text"


@lru_cache(maxsize=512)
def _statement(count: int, visible: str, texts: str = "") -> str:
    return placeholders(
        _STATEMENT.format(
            status=AS_BYTES.format(table="f"),
            account=AS_BYTES.format(table="a"),
            texts=texts,
            ids=", ".join(["%s"] * count),
            visible=visible,
        )
    )


def rows_of(ids: Sequence[int], viewer: Viewer, texts: str = "") -> list[tuple[Any, ...]]:
    """Return the rows (:class:`stitch.Row`) of those ``ids`` the viewer may read, in any order.

    ``texts`` names the columns that filters need.
    """
    if not ids:
        return []
    me = viewer.actor_id or 0
    visible, values = visible_sql(viewer)
    return execute(_statement(len(ids), visible, texts), [me, me, me, *ids, *values])


def statuses_by_id(ids: Sequence[int], viewer: Viewer, place: Place = Place.LISTS) -> dict[int, bytes]:
    """Return as JSON those of the posts ``ids`` that the viewer may read and wants to, where they are met."""
    quiet = quiet_of(viewer)
    rows = rows_of(ids, viewer, _TEXTS if quiet.sieves else "")
    extras = besides(rows, viewer, lambda quoted: _plain(quoted, viewer))
    hidden, filtered = sifted(rows, viewer, place)
    me = viewer.actor_id or 0
    return {row[0]: stitch.status(row, me, quiet.threads, extras, filtered) for row in rows if row[0] not in hidden}


def _plain(ids: Sequence[int], viewer: Viewer) -> dict[int, bytes]:
    """Return the statuses of ``ids`` without what they quote or ask: a quote shows one level."""
    rows, me = rows_of(ids, viewer), viewer.actor_id or 0
    files = files_alone(rows, viewer)
    return {row[0]: stitch.status(row, me, (), files, {}) for row in rows}


def statuses(ids: Sequence[int], viewer: Viewer, place: Place = Place.LISTS) -> list[bytes]:
    """Return the same as a list, in the order of ``ids``."""
    found = statuses_by_id(ids, viewer, place)
    return [found[post_id] for post_id in ids if post_id in found]


def status_of(post_id: int, viewer: Viewer) -> bytes:
    """Return one status that somebody opened; raise :class:`Missing` for what the viewer may not read."""
    found = statuses_by_id([post_id], viewer, Place.ALONE)
    if post_id not in found:
        raise Missing
    return found[post_id]
