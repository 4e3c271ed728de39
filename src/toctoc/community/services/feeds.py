"""Secret addresses of the feeds of groups: one for each reader and group, closed by deleting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer
from django.db import transaction

from toctoc.community.models import FeedKey
from toctoc.kernel.errors import Missing
from toctoc.kernel.ids import id_in
from toctoc.people.policies import viewer_for
from toctoc.people.rules.audience import group_audience

if TYPE_CHECKING:
    from toctoc.people.models import Actor


@transaction.atomic
def open_feed(*, actor: Actor, group: Actor) -> FeedKey:
    """Open an address at which an actor's programs read a group it belongs to; one is enough.

    Raises :class:`Missing` for a group that is not the actor's.
    """
    if group_audience(group.pk) not in viewer_for(actor).audiences:
        raise Missing
    return FeedKey.objects.get_or_create(actor=actor, group=group)[0]


@transaction.atomic
def close_feed(*, actor: Actor, key_id: int) -> None:
    """Close an address of one's own for good; another one is another address. Doing it twice changes nothing."""
    FeedKey.objects.filter(actor=actor, pk=key_id).delete()


@transaction.atomic
def close_feeds_in(*, actor_id: int, group_id: int) -> None:
    """Close the address at which an actor read a group it no longer belongs to: it would still tell its name."""
    FeedKey.objects.filter(actor=actor_id, group=group_id).delete()


def secret_of(key: FeedKey) -> str:
    """Return what the address of a feed carries."""
    return Signer(salt="toctoc.feeds", sep=".").sign(str(key.pk))


def key_of_secret(secret: str) -> FeedKey:
    """Return the key behind an address that still stands; raise :class:`Missing` for any other."""
    try:
        key_id = id_in(Signer(salt="toctoc.feeds", sep=".").unsign(secret)) or 0
    except BadSignature:
        raise Missing from None
    found = FeedKey.objects.select_related("actor__account", "group").filter(pk=key_id).first()
    if found is None:
        raise Missing
    return found
