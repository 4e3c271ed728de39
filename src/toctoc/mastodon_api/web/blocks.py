"""Blocks, mutes and refused servers: https://docs.joinmastodon.org/methods/blocks/, mutes/ and domain_blocks/."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from django.db.models import Q

from toctoc.kernel import clock
from toctoc.mastodon_api.queries.accounts import accounts_by_id
from toctoc.mastodon_api.queries.ranges import ranged
from toctoc.mastodon_api.rules.times import stamp
from toctoc.mastodon_api.web.endpoints import endpoint
from toctoc.mastodon_api.web.replies import EMPTY, Reply
from toctoc.people.models import Block, DomainBlock, Mute
from toctoc.people.services import opinions

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.mastodon_api.web.calls import Call


class DomainIn(msgspec.Struct):
    """A server."""

    domain: str = ""


@endpoint("GET", "api/v1/blocks", scope="read:blocks")
def blocked(call: Call) -> Reply:
    """Return whom the caller blocked, the last first."""
    page = ranged(Block.objects.filter(blocker=call.actor), call.range(usual=40, most=80))
    found = accounts_by_id([row.blocked_id for row in page.items])
    shown = [found[row.blocked_id] for row in page.items if row.blocked_id in found]
    return call.page(shown, [row.pk for row in page.items], is_last=page.is_last)


@endpoint("GET", "api/v1/mutes", scope="read:mutes")
def muted(call: Call) -> Reply:
    """Return whom the caller does not hear, the last first, and until when."""
    page = ranged(
        Mute.objects.filter(Q(until=None) | Q(until__gt=clock.now()), muter=call.actor), call.range(usual=40, most=80)
    )
    found = accounts_by_id([row.muted_id for row in page.items])
    shown = [_muted(found[row.muted_id], row.until) for row in page.items if row.muted_id in found]
    return call.page(shown, [row.pk for row in page.items], is_last=page.is_last)


def _muted(account: bytes, until: datetime | None) -> bytes:
    """Return a MutedAccount: an account and the moment its mute ends."""
    return b'%s,"mute_expires_at":%s}' % (account[:-1], msgspec.json.encode(stamp(until) if until else None))


@endpoint("GET", "api/v1/domain_blocks", scope="read:blocks")
def domains(call: Call) -> Reply:
    """Return the servers of which the caller reads nobody."""
    page = ranged(DomainBlock.objects.filter(actor=call.actor), call.range(usual=100, most=200))
    names = [msgspec.json.encode(row.domain) for row in page.items]
    return call.page(names, [row.pk for row in page.items], is_last=page.is_last)


@endpoint("POST", "api/v1/domain_blocks", scope="write:blocks")
def block_domain(call: Call) -> Reply:
    """Read nobody of a server any more."""
    opinions.block_domain(actor=call.actor, domain=call.read(DomainIn).domain)
    return EMPTY


@endpoint("DELETE", "api/v1/domain_blocks", scope="write:blocks")
def unblock_domain(call: Call) -> Reply:
    """Read the people of a server again."""
    opinions.unblock_domain(actor=call.actor, domain=call.read(DomainIn).domain)
    return EMPTY
