"""Reading statuses: https://docs.joinmastodon.org/methods/statuses/."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from toctoc.community.models import Boost, Favourite
from toctoc.community.rules.filters import Place
from toctoc.mastodon_api.queries.accounts import accounts_shown
from toctoc.mastodon_api.queries.aims import post_meant, status_meant
from toctoc.mastodon_api.queries.contexts import context_of
from toctoc.mastodon_api.queries.quotes import quotes_of
from toctoc.mastodon_api.queries.ranges import ranged
from toctoc.mastodon_api.queries.statuses import status_of, statuses
from toctoc.mastodon_api.queries.versions import versions_of
from toctoc.mastodon_api.rules.saying import Id, ids_of
from toctoc.mastodon_api.rules.stitch import array
from toctoc.mastodon_api.web.endpoints import Access, endpoint
from toctoc.mastodon_api.web.replies import NotSaid, Reply, said

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.calls import Call

ONE = "api/v1/statuses/<id:status_id>"
MOST_ASKED = 40
_READ = "read:statuses"


class IdsIn(msgspec.Struct):
    """Several statuses."""

    id: list[Id] = msgspec.field(default_factory=list)


class NotTranslated(NotSaid):
    """Nothing is sent to a translator from here."""

    status = 503
    words = "Service Unavailable"


@endpoint("GET", ONE, scope=_READ, access=Access.OPEN)
def show(call: Call, status_id: str) -> Reply:
    """Return one status."""
    return Reply(status_meant(int(status_id), call.viewer))


@endpoint("GET", "api/v1/statuses", scope=_READ, access=Access.OPEN)
def show_some(call: Call) -> Reply:
    """Return those of several statuses that the caller may read."""
    ids = ids_of(call.read(IdsIn).id)[:MOST_ASKED]
    return Reply(array(statuses(ids, call.viewer, Place.OPENED)))


@endpoint("GET", ONE + "/context", scope=_READ, access=Access.OPEN)
def context(call: Call, status_id: str) -> Reply:
    """Return what stands above and below a status, in its thread."""
    found = context_of(int(status_id), call.viewer)
    shown = statuses([*found.above, *found.below], call.viewer, Place.THREADS)
    # What a reader wants quiet may be left out of either half: the ids say where one ends.
    ids = {b'{"id":"%d"' % post_id for post_id in found.above}
    count = sum(1 for each in shown if each[: each.index(b",")] in ids)
    return Reply(b'{"ancestors":%s,"descendants":%s}' % (array(shown[:count]), array(shown[count:])))


@endpoint(
    "GET",
    ONE + "/history",
    scope=_READ,
    access=Access.OPEN,
    differs="Texts have versions; subject, poll and files of each are those of now.",
)
def history(call: Call, status_id: str) -> Reply:
    """Return what a status said, from its first version to the present one."""
    return said(versions_of(post_meant(int(status_id), call.viewer), call.viewer))


@endpoint("GET", ONE + "/source", scope=_READ)
def source(call: Call, status_id: str) -> Reply:
    """Return a status as its author typed it."""
    post = post_meant(int(status_id), call.viewer)
    return said({"id": str(post.pk), "text": post.text, "spoiler_text": post.warning})


@endpoint("GET", ONE + "/card", scope=_READ, access=Access.OPEN)
def card(call: Call, status_id: str) -> Reply:
    """Return the card of a status, as old apps ask for it; nothing when it has none."""
    told = msgspec.json.decode(status_of(post_meant(int(status_id), call.viewer).pk, call.viewer))
    return said(told["card"] or {})


@endpoint(
    "POST",
    ONE + "/translate",
    scope=_READ,
    access=Access.OPEN,
    differs="Answers 503, as the instance says that it offers no translation: no text leaves for a translator.",
)
def translate(call: Call, status_id: str) -> Reply:
    """Say that there is no translator, of a status that the caller may read."""
    post_meant(int(status_id), call.viewer)
    raise NotTranslated


@endpoint(
    "GET",
    ONE + "/favourited_by",
    scope=_READ,
    access=Access.OPEN,
    differs="Who finds a post useful is told to its author, and to nobody else but of themselves.",
)
def favourited_by(call: Call, status_id: str) -> Reply:
    """Return who finds a status useful, the last first."""
    post = post_meant(int(status_id), call.viewer)
    rows = Favourite.objects.filter(post=post)
    if post.author_id != call.viewer.actor_id:
        rows = rows.filter(actor=call.viewer.actor_id or 0)
    page = ranged(rows, call.range(usual=40, most=80))
    shown = accounts_shown([row.actor_id for row in page.items], call.viewer)
    return call.page(shown, page.ids(lambda row: row.pk), is_last=page.is_last)


@endpoint("GET", ONE + "/reblogged_by", scope=_READ, access=Access.OPEN)
def reblogged_by(call: Call, status_id: str) -> Reply:
    """Return who boosted a status, the last first."""
    rows = Boost.objects.filter(post=post_meant(int(status_id), call.viewer))
    page = ranged(rows, call.range(usual=40, most=80))
    shown = accounts_shown([row.actor_id for row in page.items], call.viewer)
    return call.page(shown, page.ids(lambda row: row.pk), is_last=page.is_last)


@endpoint("GET", ONE + "/quotes", scope=_READ)
def quotes(call: Call, status_id: str) -> Reply:
    """Return the statuses that quote one, among those that the caller may read."""
    page = quotes_of(post_meant(int(status_id), call.viewer), call.viewer, call.range())
    ids = page.ids(lambda row: row.pk)
    return call.page(statuses(ids, call.viewer, Place.LISTS), ids, is_last=page.is_last)
