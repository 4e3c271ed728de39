"""Block and unblock, mute and listen again. Doing it twice changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from toctoc.kernel import clock, ids
from toctoc.kernel.errors import Invalid
from toctoc.kernel.events import publish
from toctoc.people.events import ActorBlocked, ActorMuted, StandingChanged
from toctoc.people.models import Actor, Block, Mute
from toctoc.people.services.follows import hold_both, unfollow

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def block(*, blocker: Actor, blocked: Actor) -> None:
    """Have nothing to do with an actor any more: neither reads, follows or writes to the other from now on."""
    if blocker.pk == blocked.pk:
        raise Invalid("On ne peut pas se bloquer soi-même.", field="blocked")
    hold_both(blocker, blocked)
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


@transaction.atomic
def mute(*, muter: Actor, muted: Actor, until: datetime | None = None, hides_notifications: bool = True) -> None:
    """Hear nothing of an actor in lists, nor in notifications unless told so, until a moment or for good.

    Nobody is told. Raises :class:`Invalid` for oneself.
    """
    if muter.pk == muted.pk:
        raise Invalid("On ne peut pas se mettre soi-même en silence.", field="muted")
    chosen = {"until": until, "hides_notifications": hides_notifications}
    Mute.objects.update_or_create(muter=muter, muted=muted, defaults=chosen)
    renew_quiet(actor_id=muter.pk)
    if hides_notifications:
        publish(ActorMuted(muter_id=muter.pk, muted_id=muted.pk))


@transaction.atomic
def unmute(*, muter: Actor, muted: Actor) -> None:
    """Hear an actor again."""
    deleted, _ = Mute.objects.filter(muter=muter, muted=muted).delete()
    if deleted:
        renew_quiet(actor_id=muter.pk)


@transaction.atomic
def end_mutes(*, most: int = 500) -> int:
    """Delete the mutes whose time is over, so that lists kept in memory are made again; return how many."""
    over = list(Mute.objects.filter(until__lte=clock.now()).order_by("until").values_list("pk", "muter")[:most])
    Mute.objects.filter(pk__in=[pk for pk, _ in over]).delete()
    for muter_id in sorted({muter for _, muter in over}):
        renew_quiet(actor_id=muter_id)
    return len(over)


def renew_quiet(*, actor_id: int) -> None:
    """Say that what an actor wants not to hear changed: what processes remember of it is old from now on.

    Never a number used before, so that nothing remembered of a write that was undone is taken for it.
    """
    Actor.objects.filter(pk=actor_id).update(quiet_version=ids.new_id())


def is_block_between(one: int, other: int) -> bool:
    """Tell whether either of two actors blocked the other."""
    return Block.objects.filter(Q(blocker=one, blocked=other) | Q(blocker=other, blocked=one)).exists()


def _count(blocker: Actor, blocked: Actor, *, by: int) -> None:
    hold_both(blocker, blocked)
    Actor.objects.filter(pk__in=[blocker.pk, blocked.pk]).update(blocks_count=F("blocks_count") + by)
    for actor in (blocker, blocked):
        publish(StandingChanged(actor_id=actor.pk))
