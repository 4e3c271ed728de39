"""What somebody kept: https://docs.joinmastodon.org/methods/bookmarks/ and favourites/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.models import Bookmark, Favourite
from toctoc.community.rules.filters import Place
from toctoc.mastodon_api.queries.ranges import ranged
from toctoc.mastodon_api.queries.statuses import statuses
from toctoc.mastodon_api.web.endpoints import endpoint

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.calls import Call
    from toctoc.mastodon_api.web.replies import Reply


@endpoint("GET", "api/v1/bookmarks", scope="read:bookmarks")
def bookmarks(call: Call) -> Reply:
    """Return what the caller keeps, the last kept first."""
    page = ranged(Bookmark.objects.filter(actor=call.actor), call.range())
    shown = statuses([row.post_id for row in page.items], call.viewer, Place.OPENED)
    return call.page(shown, page.ids(lambda row: row.pk), is_last=page.is_last)


@endpoint("GET", "api/v1/favourites", scope="read:favourites")
def favourites(call: Call) -> Reply:
    """Return what the caller finds useful, the last said first."""
    page = ranged(Favourite.objects.filter(actor=call.actor), call.range())
    shown = statuses([row.post_id for row in page.items], call.viewer, Place.OPENED)
    return call.page(shown, page.ids(lambda row: row.pk), is_last=page.is_last)
