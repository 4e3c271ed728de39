"""Statuses that wait for their time: https://docs.joinmastodon.org/methods/scheduled_statuses/."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from toctoc.community.models import Unsent
from toctoc.community.services.unsent import reschedule, throw_away
from toctoc.mastodon_api.queries.ranges import ranged
from toctoc.mastodon_api.queries.scheduled import own_scheduled, scheduled_status
from toctoc.mastodon_api.services.saying import NoMoment, moment_in
from toctoc.mastodon_api.web.endpoints import endpoint
from toctoc.mastodon_api.web.replies import EMPTY, Reply, failed, said

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.calls import Call

_ALL = "api/v1/scheduled_statuses"
_ONE = _ALL + "/<id:unsent_id>"


class MomentIn(msgspec.Struct):
    """Another time."""

    scheduled_at: str | None = None


@endpoint("GET", _ALL, scope="read:statuses")
def waiting(call: Call) -> Reply:
    """Return the caller's statuses that wait, the last written first."""
    rows = Unsent.objects.select_related("owner").filter(owner=call.actor, publish_at__isnull=False)
    page = ranged(rows, call.range())
    shown = [msgspec.json.encode(scheduled_status(unsent)) for unsent in page.items]
    return call.page(shown, page.ids(lambda unsent: unsent.pk), is_last=page.is_last)


@endpoint("GET", _ONE, scope="read:statuses")
def show(call: Call, unsent_id: str) -> Reply:
    """Return one of them."""
    return said(scheduled_status(own_scheduled(call.actor, int(unsent_id))))


@endpoint("PUT", _ONE, scope="write:statuses")
def move(call: Call, unsent_id: str) -> Reply:
    """Let one of them appear at another time."""
    own_scheduled(call.actor, int(unsent_id))
    try:
        moment = moment_in(call.read(MomentIn).scheduled_at or "")
    except NoMoment:
        return failed(422, "Record invalid")
    return said(scheduled_status(reschedule(owner=call.actor, unsent_id=int(unsent_id), at=moment)))


@endpoint("DELETE", _ONE, scope="write:statuses")
def drop(call: Call, unsent_id: str) -> Reply:
    """Erase one of them."""
    throw_away(owner=call.actor, unsent_id=own_scheduled(call.actor, int(unsent_id)).pk)
    return EMPTY
