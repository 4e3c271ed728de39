"""The home timeline as apps see it: threads of those followed, and what they boosted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from toctoc.community.queries.home import Span, home_lists
from toctoc.community.rules.filters import Place
from toctoc.kernel.ids import moment_of
from toctoc.mastodon_api.queries.statuses import AS_BYTES, statuses, statuses_by_id
from toctoc.mastodon_api.rules import stitch
from toctoc.mastodon_api.rules.times import stamp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toctoc.community.queries.home import Glance
    from toctoc.community.queries.merging import Entry
    from toctoc.mastodon_api.rules.pages import Range
    from toctoc.people.rules.audience import Viewer

BASE_URL = settings.ENVIRONMENT.base_url
# As the list's own statement about who boosted, with their accounts, which an actor may still lack.
_BOOSTERS = """
SELECT x.id, {account}, w.followers_count, w.following_count, w.posts_count, w.last_thread_id
FROM community_boost x JOIN people_actor w ON w.id = x.actor_id
LEFT JOIN mastodon_api_accountform a ON a.actor_id = w.id
WHERE x.id IN ({{ids}}) AND w.suspended_at IS NULL AND w.left_at IS NULL
""".format(account=AS_BYTES.format(table="a"))


def home_glance(reader: int, asked: Range) -> Glance:
    """Return the entries of a page of somebody's home timeline, and its standing at this moment."""
    return home_lists.span(reader, Span(asked.below, asked.above, asked.climbs, asked.size), _BOOSTERS)


def shown(glance: Glance) -> list[bytes]:
    """Return the statuses of a page that its reader may read and wants to."""
    if not glance.boosters:
        return statuses(glance.page.items, glance.viewer, Place.HOME)
    boosters = {entry_id: stitch.account(*row) for entry_id, row in glance.boosters.items() if row[0] is not None}
    return entries_shown(glance.entries, boosters, glance.viewer, Place.HOME)


def entries_shown(entries: Sequence[Entry], boosters: Mapping[int, bytes], viewer: Viewer, place: Place) -> list[bytes]:
    """Return threads as statuses, and boosts as the statuses of who made them; ``boosters`` are accounts by entry."""
    found = statuses_by_id(list(dict.fromkeys(entry.post_id for entry in entries)), viewer, place)
    shown = []
    for entry in entries:
        status = found.get(entry.post_id)
        if status is None:
            continue
        if entry.entry_id == entry.post_id:
            shown.append(status)
        elif booster := boosters.get(entry.entry_id):
            shown.append(_boost(entry, booster, status))
    return shown


def _boost(entry: Entry, booster: bytes, boosted: bytes) -> bytes:
    moment = stamp(moment_of(entry.entry_id))
    return stitch.reblog(entry.entry_id, booster, boosted, base_url=BASE_URL, moment=moment)
