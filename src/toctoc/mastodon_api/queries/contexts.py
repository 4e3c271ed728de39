"""What stands above and below a status in its thread."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from toctoc.community.models.post import PostKind
from toctoc.community.policies import visible_sql
from toctoc.mastodon_api.queries.aims import post_meant
from toctoc.mastodon_api.rules.contexts import OF_READERS, OF_STRANGERS, Around, around
from toctoc.people.queries.statements import execute, placeholders

if TYPE_CHECKING:
    from toctoc.people.rules.audience import Viewer

# Of a thread, the first replies: enough for both halves of what is shown at most.
MOST_READ = 2 * OF_READERS.below
# In order: the thread, the kind that is left out, the values of the predicate, how many.
_STATEMENT = """
SELECT p.id, p.reply_to_id, p.deleted_at IS NOT NULL FROM community_post p
WHERE p.thread_id = %s AND p.kind <> %s AND (p.deleted_at IS NOT NULL OR ({visible})) ORDER BY p.id LIMIT %s
"""

_AIM = """
SELECT p.thread_id, p.reply_to_id FROM community_post p JOIN people_actor w ON w.id = p.author_id
WHERE p.id = %s AND w.suspended_at IS NULL AND {visible}
"""


@lru_cache(maxsize=64)
def _statements(visible: str) -> tuple[str, str]:
    return placeholders(_AIM.format(visible=visible)), placeholders(_STATEMENT.format(visible=visible))


def context_of(status_id: int, viewer: Viewer) -> Around:
    """Return the ids above and below a status, in the order apps show them: two statements, written by hand.

    A tombstone is passed over, and what replies to it keeps its place. Notes stand beside what they are about. Raises
    :class:`Missing` for what the viewer may not read.
    """
    visible, values = visible_sql(viewer)
    found = execute(_statements(visible)[0], [status_id, *values])
    if found:
        thread_id, reply_to_id = found[0]
        return _around(status_id, thread_id, reply_to_id, viewer)
    shown = post_meant(status_id, viewer)
    return _around(shown.pk, shown.thread_id, shown.reply_to_id, viewer)


def _around(post_id: int, thread_id: int, reply_to_id: int | None, viewer: Viewer) -> Around:
    bounds = OF_STRANGERS if viewer.actor_id is None else OF_READERS
    visible, values = visible_sql(viewer)
    found = execute(_statements(visible)[1], [thread_id, PostKind.NOTE.value, *values, MOST_READ])
    return around(post_id, reply_to_id, [(pk, above, bool(is_gone)) for pk, above, is_gone in found], bounds)
