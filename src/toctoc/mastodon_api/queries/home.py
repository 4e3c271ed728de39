"""The home timeline as apps see it: threads of those followed, and what they boosted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from toctoc.community.queries.home import Span, home_lists
from toctoc.community.rules.filters import Place
from toctoc.kernel.ids import moment_of
from toctoc.mastodon_api.queries.accounts import accounts_by_id
from toctoc.mastodon_api.queries.statuses import statuses, statuses_by_id
from toctoc.mastodon_api.rules import stitch
from toctoc.mastodon_api.rules.times import stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.community.queries.home import Glance
    from toctoc.community.queries.merging import Entry
    from toctoc.mastodon_api.rules.pages import Range
    from toctoc.people.rules.audience import Viewer

BASE_URL = settings.ENVIRONMENT.base_url


def home_glance(reader: int, asked: Range) -> Glance:
    """Return the entries of a page of somebody's home timeline, and its standing at this moment."""
    return home_lists.span(reader, Span(asked.below, asked.above, asked.climbs, asked.size))


def shown(glance: Glance) -> list[bytes]:
    """Return the statuses of a page that its reader may read and wants to."""
    if not glance.boosters:
        return statuses(glance.page.items, glance.viewer, Place.HOME)
    return entries_shown(glance.entries, glance.viewer, Place.HOME)


def entries_shown(entries: Sequence[Entry], viewer: Viewer, place: Place) -> list[bytes]:
    """Return threads as statuses, and boosts as the statuses of who made them."""
    found = statuses_by_id(list(dict.fromkeys(entry.post_id for entry in entries)), viewer, place)
    boosters = accounts_by_id(list({entry.source for entry in entries if entry.is_boost}))
    return [
        _boost(entry, boosters[entry.source], found[entry.post_id]) if entry.is_boost else found[entry.post_id]
        for entry in entries
        if entry.post_id in found and (not entry.is_boost or entry.source in boosters)
    ]


def _boost(entry: Entry, booster: bytes, boosted: bytes) -> bytes:
    moment = stamp(moment_of(entry.entry_id))
    return stitch.reblog(entry.entry_id, booster, boosted, base_url=BASE_URL, moment=moment)
