"""Whose notifications are shown: https://docs.joinmastodon.org/methods/notifications/#get-policy and what follows."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import msgspec

from toctoc.community.queries.sorting import policy_of, request_to, requests_to, waiting_for
from toctoc.community.rules.sorting import ACCEPT, FILTER
from toctoc.community.services.sorting import choose_policy, let_through, put_away
from toctoc.kernel.ids import id_in
from toctoc.mastodon_api.queries.accounts import accounts_by_id
from toctoc.mastodon_api.queries.ranges import ranged
from toctoc.mastodon_api.queries.statuses import statuses_by_id
from toctoc.mastodon_api.rules.times import stamp
from toctoc.mastodon_api.web.endpoints import endpoint
from toctoc.mastodon_api.web.notifications import READ, WRITE
from toctoc.mastodon_api.web.replies import EMPTY, NOT_THERE, Reply, failed, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.community.models import NoticeRequest
    from toctoc.mastodon_api.web.calls import Call

REQUESTS = "api/v1/notifications/requests"
MOST_ANSWERED = 80
LIMITED = "News of accounts that moderation limits are dropped, unless one follows them, until one chooses otherwise."


class PolicyIn(msgspec.Struct):
    """What becomes of news from whom; what is not named stays."""

    for_not_following: str | None = None
    for_not_followers: str | None = None
    for_new_accounts: str | None = None
    for_private_mentions: str | None = None
    for_limited_accounts: str | None = None


class PolicyV1In(msgspec.Struct):
    """The same, as apps from before say it: kept apart or not."""

    filter_not_following: bool | None = None
    filter_not_followers: bool | None = None
    filter_new_accounts: bool | None = None
    filter_private_mentions: bool | None = None


class IdsIn(msgspec.Struct):
    """Requests that are answered together."""

    id: list[str] = []


@endpoint("GET", "api/v2/notifications/policy", scope=READ, differs=LIMITED)
def policy(call: Call) -> Reply:
    """Return what becomes of news from whom."""
    return said(asdict(policy_of(call.actor)) | {"summary": _summary(call)})


@endpoint("PATCH", "api/v2/notifications/policy", scope=WRITE, differs=LIMITED)
def choose(call: Call) -> Reply:
    """Say what becomes of news from whom."""
    asked = msgspec.structs.asdict(call.read(PolicyIn))
    choose_policy(actor=call.actor, chosen={case: fate for case, fate in asked.items() if fate is not None})
    return policy(call)


@endpoint("GET", "api/v1/notifications/policy", scope=READ)
def policy_v1(call: Call) -> Reply:
    """Return the same as apps from before know it."""
    chosen = asdict(policy_of(call.actor))
    told = {f"filter_{case.removeprefix('for_')}": fate != ACCEPT for case, fate in chosen.items()}
    told.pop("filter_limited_accounts")
    return said(told | {"summary": _summary(call)})


def _choose_v1(call: Call) -> Reply:
    """Say the same as apps from before know it."""
    asked = msgspec.structs.asdict(call.read(PolicyV1In))
    chosen = {
        f"for_{case.removeprefix('filter_')}": FILTER if is_apart else ACCEPT
        for case, is_apart in asked.items()
        if is_apart is not None
    }
    choose_policy(actor=call.actor, chosen=chosen)
    return policy_v1(call)


for _method in ("PUT", "PATCH"):
    endpoint(_method, "api/v1/notifications/policy", scope=WRITE)(_choose_v1)


def _summary(call: Call) -> dict[str, int]:
    requests, notifications = waiting_for(call.actor)
    return {"pending_requests_count": requests, "pending_notifications_count": notifications}


@endpoint("GET", REQUESTS, scope=READ)
def requests(call: Call) -> Reply:
    """Return whose news wait, the last first."""
    page = ranged(requests_to(call.actor), call.range(usual=40, most=80))
    return call.page(_told(page.items, call), [row.pk for row in page.items], is_last=page.is_last)


@endpoint("GET", f"{REQUESTS}/merged", scope=READ)
def merged(_call: Call) -> Reply:
    """Return that what was let through is there: it is at once."""
    return said({"merged": True})


@endpoint("POST", f"{REQUESTS}/accept", scope=WRITE)
def accept_some(call: Call) -> Reply:
    """Let several through."""
    let_through(actor=call.actor, request_ids=_ids(call))
    return EMPTY


@endpoint("POST", f"{REQUESTS}/dismiss", scope=WRITE)
def dismiss_some(call: Call) -> Reply:
    """Put several away."""
    put_away(actor=call.actor, request_ids=_ids(call))
    return EMPTY


def _ids(call: Call) -> list[int]:
    numbers = (id_in(text) for text in call.read(IdsIn).id)
    return [number for number in numbers if number is not None][:MOST_ANSWERED]


@endpoint("GET", f"{REQUESTS}/<id:request_id>", scope=READ)
def show(call: Call, request_id: str) -> Reply:
    """Return one request."""
    told = _told([request_to(call.actor, int(request_id))], call)
    return Reply(told[0]) if told else failed(404, NOT_THERE)


@endpoint("POST", f"{REQUESTS}/<id:request_id>/accept", scope=WRITE)
def accept(call: Call, request_id: str) -> Reply:
    """Let one through."""
    let_through(actor=call.actor, request_ids=[request_to(call.actor, int(request_id)).pk])
    return EMPTY


@endpoint("POST", f"{REQUESTS}/<id:request_id>/dismiss", scope=WRITE)
def dismiss(call: Call, request_id: str) -> Reply:
    """Put one away."""
    put_away(actor=call.actor, request_ids=[request_to(call.actor, int(request_id)).pk])
    return EMPTY


def _told(rows: Sequence[NoticeRequest], call: Call) -> list[bytes]:
    """Return NotificationRequest entities (https://docs.joinmastodon.org/entities/NotificationRequest/)."""
    shown = accounts_by_id([row.sender_id for row in rows])
    posts = statuses_by_id([row.last_post_id for row in rows if row.last_post_id], call.viewer)
    return [
        msgspec.json.encode(
            {
                "id": str(row.pk),
                "created_at": stamp(row.created_at),
                "updated_at": stamp(row.updated_at),
                "account": msgspec.Raw(shown[row.sender_id]),
                "notifications_count": str(row.count),
                "last_status": msgspec.Raw(posts[row.last_post_id]) if row.last_post_id in posts else None,
            }
        )
        for row in rows
        if row.sender_id in shown
    ]
