"""Notifications together: https://docs.joinmastodon.org/methods/grouped_notifications/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.services.notifications import dismiss
from toctoc.kernel.errors import Missing
from toctoc.mastodon_api.queries.accounts import accounts_shown
from toctoc.mastodon_api.queries.notice_groups import group_page, group_under, groups_json, in_group
from toctoc.mastodon_api.queries.notices import unread
from toctoc.mastodon_api.rules.notices import GROUPED, GroupKey, key_in, key_of
from toctoc.mastodon_api.rules.stitch import array
from toctoc.mastodon_api.web.endpoints import endpoint
from toctoc.mastodon_api.web.notifications import READ, TYPES_DIFFER, WRITE, WantedIn
from toctoc.mastodon_api.web.replies import EMPTY, Reply, said

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.calls import Call

PLACE = "api/v2/notifications"
_KEY = PLACE + "/<str:group_key>"


class GroupsIn(WantedIn):
    """Besides, which types may be told together, and how much of accounts."""

    grouped_types: list[str] | None = None
    expand_accounts: str = "full"

    @property
    def types_together(self) -> tuple[str, ...]:
        """What the app can show together."""
        return GROUPED if self.grouped_types is None else tuple(self.grouped_types)


@endpoint("GET", PLACE, scope=READ, differs=TYPES_DIFFER)
def index(call: Call) -> Reply:
    """Return what the caller should know, those of one day about one post together."""
    asked = call.read(GroupsIn)
    page = group_page(call.actor, asked.wanted, call.range(usual=40, most=80), asked.types_together)
    body = groups_json(page.items, call.actor, call.viewer, partly=asked.expand_accounts == "partial_avatars")
    ids = sorted((row.pk for group in page.items for row in group.notices), reverse=True)
    return call.linked(body, ids, is_last=page.is_last)


@endpoint("GET", f"{PLACE}/unread_count", scope=READ, differs="What was read on a page here is read.")
def unread_count(call: Call) -> Reply:
    """Return how many groups wait."""
    asked = call.read(GroupsIn)
    rows = unread(call.actor, asked.wanted).order_by("-id").values_list("pk", "kind", "post_id")
    keys = {key_of(*row, asked.types_together) for row in rows[: asked.most_counted]}
    return said({"count": len(keys)})


@endpoint("GET", _KEY, scope=READ)
def show(call: Call, group_key: str) -> Reply:
    """Return one group."""
    group = group_under(call.actor, _key(group_key))
    return Reply(groups_json([group], call.actor, call.viewer))


@endpoint("GET", f"{_KEY}/accounts", scope=READ)
def accounts(call: Call, group_key: str) -> Reply:
    """Return who is in a group."""
    group = group_under(call.actor, _key(group_key))
    senders = dict.fromkeys(row.actor_id or call.actor.pk for row in group.notices)
    return Reply(array(accounts_shown(list(senders), call.viewer)))


@endpoint("POST", f"{_KEY}/dismiss", scope=WRITE)
def dismiss_group(call: Call, group_key: str) -> Reply:
    """Delete what is in a group."""
    ids = list(in_group(call.actor, _key(group_key)).values_list("pk", flat=True))
    if not ids:
        raise Missing
    dismiss(reader=call.actor, notification_ids=ids)
    return EMPTY


def _key(text: str) -> GroupKey:
    key = key_in(text)
    if key is None:
        raise Missing
    return key
