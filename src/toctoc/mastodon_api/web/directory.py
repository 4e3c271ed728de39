"""Directory, suggestions, endorsements: https://docs.joinmastodon.org/methods/directory/ and suggestions/."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from toctoc.mastodon_api.queries.accounts import accounts_by_id, accounts_shown, other_of
from toctoc.mastodon_api.queries.directory import directory, suggestions
from toctoc.mastodon_api.queries.ranges import ranged
from toctoc.mastodon_api.rules.stitch import array
from toctoc.mastodon_api.web.endpoints import Access, endpoint
from toctoc.mastodon_api.web.replies import EMPTY, Reply
from toctoc.people.models import Endorsement

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.calls import Call
    from toctoc.people.models import Actor

MOST = 80


class DirectoryIn(msgspec.Struct):
    """Which part of the directory, in which order."""

    offset: int = 0
    limit: int = 40
    order: str = "active"
    local: bool = False


@endpoint("GET", "api/v1/directory", access=Access.OPEN, differs="At most a thousand accounts deep.")
def listed(call: Call) -> Reply:
    """Return who stands in the directory."""
    asked = call.read(DirectoryIn)
    most = max(1, min(asked.limit, MOST))
    ids = directory(call.viewer, by=asked.order, is_local=asked.local, start=asked.offset, most=most)
    return Reply(array(accounts_shown(ids, call.viewer)))


@endpoint("GET", "api/v2/suggestions", scope="read")
def suggested(call: Call) -> Reply:
    """Return whom the caller might follow, and why."""
    found = suggestions(call.actor, call.viewer, call.range(usual=40, most=MOST).size)
    shown = accounts_by_id([actor_id for actor_id, _ in found])
    entities = (
        msgspec.json.encode({"source": _V1[why], "sources": [why], "account": msgspec.Raw(shown[actor_id])})
        for actor_id, why in found
        if actor_id in shown
    )
    return Reply(array(entities))


# The older word for each reason.
_V1 = {"friends_of_friends": "past_interactions", "similar_to_recently_followed": "global"}


@endpoint("GET", "api/v1/suggestions", scope="read")
def suggested_first(call: Call) -> Reply:
    """Return whom the caller might follow."""
    found = suggestions(call.actor, call.viewer, call.range(usual=40, most=MOST).size)
    return Reply(array(accounts_shown([actor_id for actor_id, _ in found], call.viewer)))


@endpoint("DELETE", "api/v1/suggestions/<id:account_id>", scope="write", differs="Nothing is kept of it: mute instead.")
def drop_suggestion(call: Call, account_id: str) -> Reply:
    """Say yes, and keep nothing: whom one did not want to follow is nobody's to know, not even ours."""
    other_of(int(account_id), call.viewer)
    return EMPTY


@endpoint("GET", "api/v1/endorsements", scope="read:accounts")
def endorsed(call: Call) -> Reply:
    """Return whom the caller puts forward."""
    return _endorsed(call, call.actor)


@endpoint("GET", "api/v1/accounts/<id:account_id>/endorsements", scope="read:accounts", access=Access.OPEN)
def endorsed_by(call: Call, account_id: str) -> Reply:
    """Return whom an account puts forward."""
    return _endorsed(call, other_of(int(account_id), call.viewer))


def _endorsed(call: Call, endorser: Actor) -> Reply:
    page = ranged(Endorsement.objects.filter(endorser=endorser), call.range(usual=40, most=MOST))
    shown = accounts_shown([row.endorsed_id for row in page.items], call.viewer)
    return call.page(shown, [row.pk for row in page.items], is_last=page.is_last)
