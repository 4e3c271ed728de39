"""What one account said and boosted, as apps page through it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from toctoc.community.policies import visible_sql
from toctoc.community.queries.merging import NEWEST, Entry
from toctoc.mastodon_api.queries.ranges import Slice
from toctoc.people.models.actor import ActorKind
from toctoc.people.queries.statements import execute, placeholders
from toctoc.people.rules.audience import group_audience

if TYPE_CHECKING:
    from toctoc.mastodon_api.rules.pages import Range
    from toctoc.people.rules.audience import Viewer

_POSTS = """SELECT p.id, p.id, p.author_id, p.audience, 0 FROM community_post p
WHERE p.author_id = %s AND p.reply_to_id IS {which} AND p.id < %s AND p.id > %s AND p.kind <> 'note' AND {visible}"""
_IN_GROUP = """SELECT p.id, p.id, p.author_id, p.audience, 0 FROM community_post p
WHERE p.audience = %s AND p.reply_to_id IS NULL AND p.id < %s AND p.id > %s AND {visible}"""
_BOOSTS = """SELECT x.id, p.id, p.author_id, p.audience, 0 FROM community_boost x
JOIN community_post p ON p.id = x.post_id WHERE x.actor_id = %s AND x.id < %s AND x.id > %s AND {visible}"""
_TO_ONESELF = " AND EXISTS (SELECT 1 FROM community_post t WHERE t.id = p.reply_to_id AND t.author_id = p.author_id)"
_WITH_FILES = " AND EXISTS (SELECT 1 FROM community_attachment f WHERE f.post_id = p.id)"
_TAGGED = " AND EXISTS (SELECT 1 FROM community_hashtag h WHERE h.post_id = p.id AND h.word = %s)"


@dataclass(frozen=True, slots=True)
class Which:
    """Which of what an account said: with files, without answers to others, without boosts, with a hashtag."""

    with_files: bool = False
    without_replies: bool = False
    without_boosts: bool = False
    word: str = ""


def said_by(actor_id: int, kind: str, viewer: Viewer, which: Which, asked: Range) -> Slice[Entry]:
    """Return what an account said and boosted, of what the viewer may read: one statement.

    One index range for threads, one for answers, one for boosts, merged by the database. Of a group, what is said in
    it. A boost carries neither file nor hashtag of its own.
    """
    visible, values = visible_sql(viewer)
    is_group = kind == ActorKind.GROUP.value
    count, statement = _statement(which, visible, is_group=is_group, climbs=asked.climbs)
    bounds = (NEWEST if asked.below is None else asked.below, asked.above or 0)
    key: int | str = group_audience(actor_id) if is_group else actor_id
    each = (key, *bounds, *values, *([which.word] if which.word else []))
    rows = execute(statement, [*(each * count), asked.size + 1])
    found = [Entry(row[0], row[1], row[2], row[3], is_reply=False, source=actor_id) for row in rows]
    if asked.climbs:
        return Slice(found[: asked.size][::-1], is_last=False)
    return Slice(found[: asked.size], is_last=len(found) <= asked.size)


@lru_cache(maxsize=512)
def _statement(which: Which, visible: str, *, is_group: bool, climbs: bool) -> tuple[int, str]:
    """Return how many branches are merged, and the statement."""
    more = (_WITH_FILES if which.with_files else "") + (_TAGGED if which.word else "")
    branches = [_IN_GROUP] if is_group else _branches(which)
    told = [branch.format(visible=visible) + more for branch in branches]
    return len(told), placeholders(f"{' UNION ALL '.join(told)} ORDER BY 1 {'ASC' if climbs else 'DESC'} LIMIT %s")


def _branches(which: Which) -> list[str]:
    replies = _POSTS.replace("{which}", "NOT NULL") + (_TO_ONESELF if which.without_replies else "")
    branches = [_POSTS.replace("{which}", "NULL"), replies]
    if not (which.without_boosts or which.with_files or which.word):
        branches.append(_BOOSTS)
    return branches
