"""What many speak of: https://docs.joinmastodon.org/methods/trends/."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

from toctoc.community.queries.trends import trending_links, trending_posts, trending_tags
from toctoc.mastodon_api.queries.statuses import statuses
from toctoc.mastodon_api.queries.tags import tags
from toctoc.mastodon_api.rules.stitch import array
from toctoc.mastodon_api.web.endpoints import Access, endpoint
from toctoc.mastodon_api.web.replies import Reply, said

if TYPE_CHECKING:
    from toctoc.community.rules.tags import Trend
    from toctoc.mastodon_api.web.calls import Call

FEW = "Only what at least five people use or found useful, in public and in the last three days."


class PartIn(msgspec.Struct):
    """Which part of a list."""

    limit: int | None = None
    offset: int = 0

    def of(self, *, usual: int, most: int) -> slice:
        """Return the part that is meant."""
        size = max(1, min(usual if self.limit is None else self.limit, most))
        start = max(0, self.offset)
        return slice(start, start + size)


@endpoint("GET", "api/v1/trends/tags", access=Access.OPEN, differs=FEW)
def of_tags(call: Call) -> Reply:
    """Return the hashtags that many use."""
    part = call.read(PartIn).of(usual=10, most=20)
    words = [trend.subject for trend in trending_tags()[part]]
    reader = call.actor if call.viewer.actor_id is not None else None
    return said(tags(words, reader) if words else [])


endpoint("GET", "api/v1/trends", access=Access.OPEN, differs=FEW)(of_tags)


@endpoint("GET", "api/v1/trends/statuses", access=Access.OPEN, differs=FEW)
def of_statuses(call: Call) -> Reply:
    """Return the posts that many found useful."""
    part = call.read(PartIn).of(usual=20, most=40)
    return Reply(array(statuses(trending_posts(call.viewer)[part], call.viewer)))


@endpoint("GET", "api/v1/trends/links", access=Access.OPEN, differs=f"{FEW} Nothing of the pages is fetched.")
def of_links(call: Call) -> Reply:
    """Return the addresses that many give."""
    part = call.read(PartIn).of(usual=10, most=20)
    return said([_link(trend) for trend in trending_links()[part]])


def _link(trend: Trend) -> dict[str, Any]:
    """Return a Trends::Link (https://docs.joinmastodon.org/entities/PreviewCard/#trends-link)."""
    host = urlsplit(trend.subject).hostname or ""
    return {
        "url": trend.subject,
        "title": trend.subject,
        "description": "",
        "language": None,
        "type": "link",
        "author_name": "",
        "author_url": "",
        "authors": [],
        "provider_name": host,
        "provider_url": "",
        "html": "",
        "width": 0,
        "height": 0,
        "image": None,
        "image_description": "",
        "embed_url": "",
        "blurhash": None,
        "published_at": None,
        "history": [{"day": "0", "accounts": str(trend.people), "uses": str(trend.uses)}],
    }
