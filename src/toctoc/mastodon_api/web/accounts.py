"""Accounts, read: https://docs.joinmastodon.org/methods/accounts/."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from toctoc.community.queries.pins import pins_of
from toctoc.community.rules.filters import Place
from toctoc.kernel.ids import id_in
from toctoc.mastodon_api.queries.accounts import (
    account_of,
    accounts,
    accounts_shown,
    actor_id_called,
    ids_found,
    kind_of,
    other_of,
)
from toctoc.mastodon_api.queries.home import entries_shown
from toctoc.mastodon_api.queries.relationships import relationships
from toctoc.mastodon_api.queries.said import Which, said_by
from toctoc.mastodon_api.queries.statuses import statuses
from toctoc.mastodon_api.queries.ties import familiar_to, followers, following
from toctoc.mastodon_api.rules.stitch import array
from toctoc.mastodon_api.services.forms import BASE_URL
from toctoc.mastodon_api.web.endpoints import Access, endpoint
from toctoc.mastodon_api.web.replies import Reply, said
from toctoc.people.queries.ties import MOST_ASKED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.mastodon_api.web.calls import Call

HOST = urlsplit(BASE_URL).netloc
MOST_FOUND = 80


class IdsIn(msgspec.Struct):
    """Accounts that are asked about together."""

    id: list[str] = msgspec.field(default_factory=list)


class LookupIn(msgspec.Struct):
    """A name, with or without its server."""

    acct: str = ""


class SearchIn(msgspec.Struct):
    """Words to find people by."""

    q: str = ""
    limit: int = 40
    offset: int = 0
    following: bool = False


class StatusesIn(msgspec.Struct):
    """Which of what an account said."""

    only_media: bool = False
    exclude_replies: bool = False
    exclude_reblogs: bool = False
    pinned: bool = False
    tagged: str = ""


def ids_in(written: Iterable[str]) -> list[int]:
    """Return the ids among what was written, as many as are answered; the rest is nobody's."""
    found = (id_in(text) for text in written)
    return list(dict.fromkeys(number for number in found if number is not None))[:MOST_ASKED]


@endpoint("GET", "api/v1/accounts/<id:account_id>", scope="read:accounts", access=Access.OPEN)
def show(call: Call, account_id: str) -> Reply:
    """Return one account."""
    return Reply(account_of(int(account_id), call.viewer))


@endpoint("GET", "api/v1/accounts", scope="read:accounts", access=Access.OPEN)
def index(call: Call) -> Reply:
    """Return several accounts."""
    return Reply(array(accounts_shown(ids_in(call.read(IdsIn).id), call.viewer)))


@endpoint("GET", "api/v1/accounts/lookup", scope="read:accounts", access=Access.OPEN)
def lookup(call: Call) -> Reply:
    """Return the account that a name stands for."""
    actor_id = actor_id_called(call.read(LookupIn).acct, HOST, call.viewer)
    return Reply(account_of(actor_id, call.viewer))


@endpoint("GET", "api/v1/accounts/search", scope="read:accounts")
def search(call: Call) -> Reply:
    """Return the accounts that words find, those called so first."""
    asked = call.read(SearchIn)
    most = max(1, min(asked.limit, MOST_FOUND))
    found = ids_found(call.viewer, asked.q, HOST)
    if asked.following:
        mine = {int(str(tie["id"])) for tie in relationships(call.actor, call.viewer, found) if tie["following"]}
        found = [actor_id for actor_id in found if actor_id in mine]
    start = max(0, min(asked.offset, MOST_FOUND))
    return Reply(array(accounts_shown(found[start : start + most], call.viewer)))


@endpoint("GET", "api/v1/accounts/relationships", scope="read:follows")
def related(call: Call) -> Reply:
    """Return what stands between the caller and some accounts."""
    return said(relationships(call.actor, call.viewer, ids_in(call.read(IdsIn).id)))


@endpoint("GET", "api/v1/accounts/familiar_followers", scope="read:follows")
def familiar(call: Call) -> Reply:
    """Return, for some accounts, those that the caller follows and that follow them."""
    shared = familiar_to(call.actor, call.viewer, ids_in(call.read(IdsIn).id))
    entities = (
        b'{"id":"%d","accounts":%s}' % (actor_id, array(accounts_shown(ids, call.viewer)))
        for actor_id, ids in shared.items()
    )
    return Reply(array(entities))


@endpoint("GET", "api/v1/accounts/<id:account_id>/followers", scope="read:accounts", access=Access.OPEN)
def follower_page(call: Call, account_id: str) -> Reply:
    """Return who follows an account, the last first; nobody when it keeps that to itself."""
    page = followers(other_of(int(account_id), call.viewer), call.viewer, call.range(usual=40, most=80))
    shown = accounts_shown([tie.follower_id for tie in page.items], call.viewer)
    return call.page(shown, [tie.pk for tie in page.items], is_last=page.is_last)


@endpoint("GET", "api/v1/accounts/<id:account_id>/following", scope="read:accounts", access=Access.OPEN)
def following_page(call: Call, account_id: str) -> Reply:
    """Return whom an account follows, the last first; nobody when it keeps that to itself."""
    page = following(other_of(int(account_id), call.viewer), call.viewer, call.range(usual=40, most=80))
    shown = accounts_shown([tie.followee_id for tie in page.items], call.viewer)
    return call.page(shown, [tie.pk for tie in page.items], is_last=page.is_last)


@endpoint("GET", "api/v1/accounts/<id:account_id>/statuses", scope="read:statuses", access=Access.OPEN)
def statuses_by(call: Call, account_id: str) -> Reply:
    """Return what an account said and boosted, newest first; of a group, what is said in it."""
    actor_id, asked = int(account_id), call.read(StatusesIn)
    if asked.pinned:
        ids = pins_of(other_of(actor_id, call.viewer))
        return call.page(statuses(ids, call.viewer, Place.OPENED), [], is_last=True)
    which = Which(asked.only_media, asked.exclude_replies, asked.exclude_reblogs, _word(asked.tagged))
    page = said_by(actor_id, kind_of(actor_id, call.viewer), call.viewer, which, call.range())
    boosts = [entry.entry_id for entry in page.items if entry.is_boost]
    boosters = {boost: account for account in accounts([actor_id] if boosts else []) for boost in boosts}
    shown = entries_shown(page.items, boosters, call.viewer, Place.OPENED)
    return call.page(shown, page.ids(lambda entry: entry.entry_id), is_last=page.is_last)


def _word(tagged: str) -> str:
    return tagged.strip().removeprefix("#").lower()


@endpoint("GET", "api/v1/accounts/<id:account_id>/identity_proofs", scope="read:accounts", access=Access.OPEN)
def identity_proofs(call: Call, account_id: str) -> Reply:
    """Return nothing: Mastodon took them away, and apps of that time still ask."""
    other_of(int(account_id), call.viewer)
    return said([])
