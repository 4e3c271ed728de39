"""Notifications, one by one: https://docs.joinmastodon.org/methods/notifications/."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from toctoc.community.services.notifications import clear_all, dismiss
from toctoc.kernel.errors import Invalid
from toctoc.kernel.ids import id_in
from toctoc.mastodon_api.queries.notices import Wanted, notice_of, notice_page, notices_json, unread
from toctoc.mastodon_api.web.endpoints import endpoint
from toctoc.mastodon_api.web.replies import EMPTY, NOT_THERE, Reply, failed, said

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.calls import Call

READ, WRITE = "read:notifications", "write:notifications"
PLACE = "api/v1/notifications"
USUAL_COUNT, MOST_COUNTED = 100, 1_000
TYPES_DIFFER = "What only this place tells comes as the nearest type; its own kind stands under `toctoc`."


class WantedIn(msgspec.Struct):
    """Which notifications an app asks for."""

    types: list[str] = []
    exclude_types: list[str] = []
    account_id: str = ""
    include_filtered: bool = False
    limit: int | None = None

    @property
    def wanted(self) -> Wanted:
        """What the queries know."""
        sender = id_in(self.account_id) or 0 if self.account_id else None
        return Wanted(tuple(self.types), tuple(self.exclude_types), sender, with_apart=self.include_filtered)

    @property
    def most_counted(self) -> int:
        """Up to how many are counted."""
        return max(1, min(USUAL_COUNT if self.limit is None else self.limit, MOST_COUNTED))


@endpoint("GET", PLACE, scope=READ, differs=TYPES_DIFFER)
def index(call: Call) -> Reply:
    """Return what the caller should know, newest first."""
    page = notice_page(call.actor, call.read(WantedIn).wanted, call.range(usual=40, most=80))
    shown = notices_json(page.items, call.actor, call.viewer)
    return call.page(shown, [row.pk for row in page.items], is_last=page.is_last)


@endpoint("GET", f"{PLACE}/unread_count", scope=READ, differs="What was read on a page here is read.")
def unread_count(call: Call) -> Reply:
    """Return how many wait."""
    asked = call.read(WantedIn)
    return said({"count": unread(call.actor, asked.wanted)[: asked.most_counted].count()})


@endpoint("POST", f"{PLACE}/clear", scope=WRITE)
def clear(call: Call) -> Reply:
    """Delete all notifications."""
    clear_all(reader=call.actor)
    return EMPTY


class DismissIn(msgspec.Struct):
    """Which notification to delete."""

    id: str = ""


@endpoint("POST", f"{PLACE}/dismiss", scope=WRITE)
def dismiss_named(call: Call) -> Reply:
    """Delete one notification, as apps from before asked."""
    number = id_in(call.read(DismissIn).id)
    if number is None:
        raise Invalid("Une valeur de cette requête n’a pas la forme attendue.", field="id")
    return dismiss_one(call, str(number))


@endpoint("GET", f"{PLACE}/<id:notice_id>", scope=READ)
def show(call: Call, notice_id: str) -> Reply:
    """Return one notification."""
    shown = notices_json([notice_of(call.actor, int(notice_id))], call.actor, call.viewer)
    return Reply(shown[0]) if shown else failed(404, NOT_THERE)


@endpoint("POST", f"{PLACE}/<id:notice_id>/dismiss", scope=WRITE)
def dismiss_one(call: Call, notice_id: str) -> Reply:
    """Delete one notification."""
    dismiss(reader=call.actor, notification_ids=[notice_of(call.actor, int(notice_id)).pk])
    return EMPTY
