"""Timelines that are nobody's in particular: the newest threads, hashtags, addresses; paged in all three directions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from toctoc.community.models import Post
from toctoc.community.policies import visible_sql, visible_to
from toctoc.community.queries.posts import NEWEST_ID, newest_threads, written_out_for
from toctoc.kernel import clock
from toctoc.kernel.ids import id_at
from toctoc.kernel.pagination import Cut
from toctoc.mastodon_api.queries.ranges import Slice, ranged
from toctoc.people.queries.statements import execute, placeholders
from toctoc.people.rules.audience import PUBLIC

if TYPE_CHECKING:
    from toctoc.mastodon_api.rules.pages import Range
    from toctoc.people.rules.audience import Viewer

# How long an address that many give has a timeline of its own.
LINKS_LAST = timedelta(days=3)
# Whom moderation limits is in no public list.
_UNLIMITED = "p.author_id NOT IN (SELECT id FROM people_actor WHERE limited_at IS NOT NULL)"
_THREADS = """SELECT p.id FROM community_post p WHERE p.audience = %s AND p.id < %s AND p.id > %s
AND p.reply_to_id IS NULL AND p.deleted_at IS NULL AND {unlimited}"""
_WRITTEN_OUT = "SELECT post_id AS id FROM community_reader WHERE word = %s AND post_id < %s AND post_id > %s AND begins"
# By the index of files: the first of each post.
_WITH_FILES = """SELECT p.id FROM community_attachment t JOIN community_post p ON p.id = t.post_id
WHERE t.post_id < %s AND t.post_id > %s AND t.position = 0 AND p.reply_to_id IS NULL
AND p.audience NOT IN ('unlisted', 'named') AND {unlimited} AND {visible} ORDER BY t.post_id {order} LIMIT %s"""
_TAGGED = """SELECT h.post_id AS id FROM community_hashtag h JOIN community_post p ON p.id = h.post_id
WHERE h.word = %s AND h.post_id < %s AND h.post_id > %s AND p.audience NOT IN ('unlisted', 'named')
AND {unlimited} AND {visible}{more}"""
_WEARS = " AND EXISTS (SELECT 1 FROM community_hashtag o WHERE o.word = %s AND o.post_id = h.post_id)"
_WEARS_NONE = " AND NOT EXISTS (SELECT 1 FROM community_hashtag o WHERE o.word = %s AND o.post_id = h.post_id)"
_FILES = " AND EXISTS (SELECT 1 FROM community_attachment t WHERE t.post_id = h.post_id)"


@dataclass(frozen=True, slots=True)
class Tagged:
    """Which hashtags: one of ``any``, besides each of ``every``, and none of ``none``; with files alone if asked."""

    any: tuple[str, ...]
    every: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    with_files: bool = False


def public_page(viewer: Viewer, asked: Range) -> Slice[int]:
    """Return ids of the newest threads anybody here may read: downwards by the statement behind the page of all."""
    if not asked.climbs:
        page = newest_threads(viewer, Cut(asked.below, asked.size))
        newer = [post_id for post_id in page.items if asked.above is None or post_id > asked.above]
        return Slice(newer, is_last=page.next_before is None or len(newer) < len(page.items))
    words, written_out = viewer.listed, written_out_for(viewer)
    parameters = [value for word in (*words, *written_out) for value in (word, *_bounds(asked))]
    return _found(_climbing(len(words), len(written_out)), parameters, asked)


@lru_cache(maxsize=16)
def _climbing(audiences: int, written_out: int) -> str:
    threads = _THREADS.format(unlimited=_UNLIMITED)
    return " UNION ALL ".join([threads] * audiences + [_WRITTEN_OUT] * written_out) + " ORDER BY id LIMIT %s"


def public_page_with_files(viewer: Viewer, asked: Range) -> Slice[int]:
    """Return the same of threads that begin with files."""
    visible, values = visible_sql(viewer)
    statement = _WITH_FILES.format(unlimited=_UNLIMITED, visible=visible, order=_order(asked))
    return _found(statement, [*_bounds(asked), *values], asked)


def tag_page(viewer: Viewer, tagged: Tagged, asked: Range) -> Slice[int]:
    """Return ids of the posts with hashtags that the viewer may read and that are in lists, newest first.

    One index range for each word of ``any``, merged by the database.
    """
    visible, values = visible_sql(viewer)
    more = _WEARS * len(tagged.every) + _WEARS_NONE * len(tagged.none) + (_FILES if tagged.with_files else "")
    branch = _TAGGED.format(unlimited=_UNLIMITED, visible=visible, more=more)
    statement = f"{' UNION '.join([branch] * len(tagged.any))} ORDER BY 1 {_order(asked)} LIMIT %s"
    conditions = (*values, *tagged.every, *tagged.none)
    parameters = [value for word in tagged.any for value in (word, *_bounds(asked), *conditions)]
    return _found(statement, parameters, asked)


def link_page(viewer: Viewer, address: str, asked: Range) -> Slice[int]:
    """Return ids of the public threads of these days that give an address, newest first."""
    rows = Post.objects.filter(visible_to(viewer), audience=PUBLIC, reply_to=None, author__limited_at=None)
    since = id_at(clock.now() - LINKS_LAST)
    found = ranged(rows.filter(pk__gte=since, text__contains=address).only("id"), asked)
    return Slice([post.pk for post in found.items], found.is_last)


def _order(asked: Range) -> str:
    return "ASC" if asked.climbs else "DESC"


def _bounds(asked: Range) -> tuple[int, int]:
    return (NEWEST_ID if asked.below is None else asked.below), asked.above or 0


def _found(statement: str, parameters: list[int | str], asked: Range) -> Slice[int]:
    rows = execute(placeholders(statement), [*parameters, asked.size + 1])
    ids = [row[0] for row in rows]
    if asked.climbs:
        return Slice(ids[: asked.size][::-1], is_last=False)
    return Slice(ids[: asked.size], is_last=len(ids) <= asked.size)
