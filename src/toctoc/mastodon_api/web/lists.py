"""Lists of followed accounts: https://docs.joinmastodon.org/methods/lists/."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from django.db import transaction

from toctoc.community.models import Roster, RosterMember
from toctoc.community.queries.rosters import own_roster, rosters_of
from toctoc.community.rules.filters import Place
from toctoc.community.services.rosters import drop_roster, make_roster, put_on, rename_roster, take_off
from toctoc.kernel.errors import Invalid
from toctoc.mastodon_api.queries.accounts import accounts_shown, other_of
from toctoc.mastodon_api.queries.listed import list_page
from toctoc.mastodon_api.queries.ranges import ranged
from toctoc.mastodon_api.queries.statuses import statuses
from toctoc.mastodon_api.web.accounts import ids_in
from toctoc.mastodon_api.web.endpoints import endpoint
from toctoc.mastodon_api.web.replies import EMPTY, Reply, said
from toctoc.privacy.services import clear_line

if TYPE_CHECKING:
    from toctoc.kernel.cleared import Cleared
    from toctoc.mastodon_api.web.calls import Call

_ONE = "api/v1/lists/<id:list_id>"
_DIFFERS = "A list shows the threads that its people begin: `replies_policy` is always `none`, `exclusive` false."


class ListIn(msgspec.Struct):
    """A list as apps send it; of its ways of showing, there is one."""

    title: str = ""


class MembersIn(msgspec.Struct):
    """Accounts to put on a list, or to take off it."""

    account_ids: list[str] = msgspec.field(default_factory=list)


def list_of(roster: Roster) -> dict[str, object]:
    """Return a List (https://docs.joinmastodon.org/entities/List/)."""
    return {"id": str(roster.pk), "title": roster.name, "replies_policy": "none", "exclusive": False}


@endpoint("GET", "api/v1/lists", scope="read:lists")
def lists(call: Call) -> Reply:
    """Return the caller's lists."""
    return said([list_of(roster) for roster in rosters_of(call.actor)])


@endpoint("POST", "api/v1/lists", scope="write:lists", differs=_DIFFERS)
def make(call: Call) -> Reply:
    """Make a list."""
    return said(list_of(make_roster(owner=call.actor, title=_title(call))))


@endpoint("GET", _ONE, scope="read:lists")
def show(call: Call, list_id: str) -> Reply:
    """Return one list."""
    return said(list_of(own_roster(call.actor, int(list_id))))


@endpoint("PUT", _ONE, scope="write:lists", differs=_DIFFERS)
def change(call: Call, list_id: str) -> Reply:
    """Give a list another name."""
    roster = own_roster(call.actor, int(list_id))
    if "title" in call.tree:
        rename_roster(owner=call.actor, roster=roster, title=_title(call))
    return said(list_of(own_roster(call.actor, roster.pk)))


@endpoint("DELETE", _ONE, scope="write:lists")
def drop(call: Call, list_id: str) -> Reply:
    """Erase a list; those on it are still followed."""
    drop_roster(owner=call.actor, roster=own_roster(call.actor, int(list_id)))
    return EMPTY


@endpoint("GET", _ONE + "/accounts", scope="read:lists")
def members(call: Call, list_id: str) -> Reply:
    """Return those on a list, who was put on last first; all of them for a limit of nought."""
    roster, asked = own_roster(call.actor, int(list_id)), call.range(usual=40, most=80)
    rows = RosterMember.objects.filter(roster=roster)
    if call.tree.get("limit") in {"0", 0}:
        everybody = list(rows.order_by("-id").values_list("actor_id", flat=True))
        return call.page(accounts_shown(everybody, call.viewer), [], is_last=True)
    page = ranged(rows, asked)
    shown = accounts_shown([row.actor_id for row in page.items], call.viewer)
    return call.page(shown, [row.pk for row in page.items], is_last=page.is_last)


@endpoint("POST", _ONE + "/accounts", scope="write:lists")
def put(call: Call, list_id: str) -> Reply:
    """Put accounts that the caller follows on a list: all of them, or none."""
    roster = own_roster(call.actor, int(list_id))
    people = [other_of(actor_id, call.viewer) for actor_id in ids_in(call.read(MembersIn).account_ids)]
    with transaction.atomic():
        for person in people:
            put_on(owner=call.actor, roster=roster, actor=person)
    return EMPTY


@endpoint("DELETE", _ONE + "/accounts", scope="write:lists")
def take(call: Call, list_id: str) -> Reply:
    """Take accounts off a list; they are still followed."""
    roster = own_roster(call.actor, int(list_id))
    for actor_id in ids_in(call.read(MembersIn).account_ids):
        take_off(owner=call.actor, roster=roster, actor_id=actor_id)
    return EMPTY


@endpoint("GET", "api/v1/timelines/list/<id:list_id>", scope="read:lists", differs=_DIFFERS)
def timeline(call: Call, list_id: str) -> Reply:
    """Return the threads begun by those on a list, newest first."""
    page = list_page(own_roster(call.actor, int(list_id)), call.viewer, call.range())
    return call.page(statuses(page.items, call.viewer, Place.HOME), page.items, is_last=page.is_last)


@endpoint("GET", "api/v1/accounts/<id:account_id>/lists", scope="read:lists")
def lists_with(call: Call, account_id: str) -> Reply:
    """Return which of the caller's lists an account is on."""
    other = other_of(int(account_id), call.viewer)
    rosters = Roster.objects.filter(owner=call.actor, members__actor=other).order_by("name", "id")
    return said([list_of(roster) for roster in rosters])


def _title(call: Call) -> Cleared:
    title = call.read(ListIn).title.strip()
    if not title:
        raise Invalid("Une liste a un nom.", field="title")
    return clear_line(title, language=call.actor.languages[:2])
