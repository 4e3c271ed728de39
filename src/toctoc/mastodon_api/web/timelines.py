"""Timelines: https://docs.joinmastodon.org/methods/timelines/."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from toctoc.community.queries.trends import trending_links
from toctoc.community.rules.filters import Place
from toctoc.kernel.errors import Missing
from toctoc.mastodon_api.queries import timelines
from toctoc.mastodon_api.queries.ranges import Slice
from toctoc.mastodon_api.queries.statuses import statuses
from toctoc.mastodon_api.queries.timelines import Tagged
from toctoc.mastodon_api.web.endpoints import Access, endpoint

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.calls import Call
    from toctoc.mastodon_api.web.replies import Reply

# Besides the one of the address, of each kind.
MOST_TAGS = 4
_NOTHING: Slice[int] = Slice([], is_last=True)


class Asked(msgspec.Struct):
    """Which posts of a timeline; all of them are of this place."""

    local: bool = False
    remote: bool = False
    only_media: bool = False


class AskedTags(Asked):
    """Besides, which other hashtags."""

    any: list[str] = []
    every: list[str] = msgspec.field(default_factory=list, name="all")
    none: list[str] = []


class AskedLink(msgspec.Struct):
    """Which address posts give."""

    url: str = ""


@endpoint(
    "GET",
    "api/v1/timelines/public",
    scope="read:statuses",
    access=Access.OPEN,
    differs="Holds what the reader may read of the whole place, so also what is for members or professionals.",
)
def public(call: Call) -> Reply:
    """Return the newest threads for everybody."""
    asked, ranged = call.read(Asked), call.range()
    if asked.remote and not asked.local:
        return _shown(call, _NOTHING)
    look = timelines.public_page_with_files if asked.only_media else timelines.public_page
    return _shown(call, look(call.viewer, ranged))


@endpoint("GET", "api/v1/timelines/tag/<str:word>", scope="read:statuses", access=Access.OPEN)
def tag(call: Call, word: str) -> Reply:
    """Return the newest posts with a hashtag."""
    asked, ranged = call.read(AskedTags), call.range()
    if asked.remote and not asked.local:
        return _shown(call, _NOTHING)
    tagged = Tagged(
        (_plain(word), *_words(asked.any)), _words(asked.every), _words(asked.none), with_files=asked.only_media
    )
    return _shown(call, timelines.tag_page(call.viewer, tagged, ranged))


def _words(said: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_plain(word) for word in said if word.strip()))[:MOST_TAGS]


def _plain(word: str) -> str:
    """Return a hashtag as it is kept."""
    return word.strip().removeprefix("#").lower()


@endpoint("GET", "api/v1/timelines/link", scope="read:statuses", access=Access.OPEN)
def link(call: Call) -> Reply:
    """Return the newest public threads with an address that many people give these days; of no other address."""
    address = call.read(AskedLink).url
    if address not in {trend.subject for trend in trending_links()}:
        raise Missing
    return _shown(call, timelines.link_page(call.viewer, address, call.range()))


def _shown(call: Call, found: Slice[int]) -> Reply:
    objects = statuses(found.items, call.viewer, Place.LISTS)
    return call.page(objects, found.items, is_last=found.is_last)
