"""Block and unblock, mute and listen again. Doing it twice changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from toctoc.kernel.errors import Invalid
from toctoc.kernel.events import publish
from toctoc.people.events import ActorBlocked, StandingChanged
from toctoc.people.models import Actor, Block, Mute
from toctoc.people.services.follows import unfollow

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def block(*, blocker: Actor, blocked: Actor) -> None:
    """Have nothing to do with an actor any more: neither reads, follows or writes to the other from now on."""
    if blocker.pk == blocked.pk:
        raise Invalid("On ne peut pas se bloquer soi-même.", field="blocked")
    _, is_new = Block.objects.get_or_create(blocker=blocker, blocked=blocked)
    if is_new:
        unfollow(follower=blocker, followee=blocked)
        unfollow(follower=blocked, followee=blocker)
        _count(blocker, blocked, by=1)
        publish(ActorBlocked(blocker_id=blocker.pk, blocked_id=blocked.pk))


@transaction.atomic
def unblock(*, blocker: Actor, blocked: Actor) -> None:
    """Take a block back; who followed whom before stays undone."""
    deleted, _ = Block.objects.filter(blocker=blocker, blocked=blocked).delete()
    if deleted:
        _count(blocker, blocked, by=-1)


def mute(*, muter: Actor, muted: Actor, until: datetime | None = None) -> None:
    """Hear nothing of an actor in lists and notifications, until a moment or for good; nobody is told."""
    if muter.pk == muted.pk:
        raise Invalid("On ne peut pas se mettre soi-même en silence.", field="muted")
    Mute.objects.update_or_create(muter=muter, muted=muted, defaults={"until": until})


def unmute(*, muter: Actor, muted: Actor) -> None:
    """Hear an actor again."""
    Mute.objects.filter(muter=muter, muted=muted).delete()


def is_block_between(one: int, other: int) -> bool:
    """Tell whether either of two actors blocked the other."""
    return Block.objects.filter(Q(blocker=one, blocked=other) | Q(blocker=other, blocked=one)).exists()


def _count(blocker: Actor, blocked: Actor, *, by: int) -> None:
    both = Actor.objects.filter(pk__in=[blocker.pk, blocked.pk]).order_by("pk")
    list(both.select_for_update(no_key=True).values_list("pk"))
    both.update(blocks_count=F("blocks_count") + by)
    for actor in (blocker, blocked):
        publish(StandingChanged(actor_id=actor.pk))
