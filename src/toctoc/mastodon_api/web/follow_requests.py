"""Requests to follow: https://docs.joinmastodon.org/methods/follow_requests/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.mastodon_api.queries.accounts import accounts_by_id
from toctoc.mastodon_api.queries.ranges import ranged
from toctoc.mastodon_api.web.accounts_ties import between
from toctoc.mastodon_api.web.endpoints import endpoint
from toctoc.people.models import FollowRequest
from toctoc.people.queries.ties import who_asks
from toctoc.people.services import requests

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.calls import Call
    from toctoc.mastodon_api.web.replies import Reply

_REQUEST = "api/v1/follow_requests/<id:account_id>/"


@endpoint("GET", "api/v1/follow_requests", scope="read:follows")
def waiting(call: Call) -> Reply:
    """Return who asks to follow the caller, the last first."""
    page = ranged(FollowRequest.objects.filter(asked=call.actor), call.range(usual=40, most=80))
    found = accounts_by_id([row.asker_id for row in page.items])
    shown = [found[row.asker_id] for row in page.items if row.asker_id in found]
    return call.page(shown, [row.pk for row in page.items], is_last=page.is_last)


@endpoint("POST", _REQUEST + "authorize", scope="write:follows")
def accept(call: Call, account_id: str) -> Reply:
    """Let somebody follow."""
    asker = who_asks(call.actor, int(account_id))
    requests.accept(actor=call.actor, asker=asker)
    return between(call, asker.pk)


@endpoint("POST", _REQUEST + "reject", scope="write:follows")
def refuse(call: Call, account_id: str) -> Reply:
    """Leave a request without a follow; its asker is not told."""
    asker = who_asks(call.actor, int(account_id))
    requests.refuse(actor=call.actor, asker=asker)
    return between(call, asker.pk)
