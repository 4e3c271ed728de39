"""Tell the members of a pool that nobody holds a turn which comes soon."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from toctoc.community.models.notification import NotificationKind
from toctoc.community.services.notifications import notify
from toctoc.kernel import clock
from toctoc.people.models import Actor
from toctoc.questions.models import DutyTurn, Pool

if TYPE_CHECKING:
    from collections.abc import Iterable

# How long before its beginning a turn that nobody holds is told of: once, then once more.
TOLD_BEFORE = (timedelta(days=5), timedelta(days=1))


def gaps_to_tell() -> list[int]:
    """Return the pools that have something to be told of, by one range of an index."""
    now = clock.now()
    coming = DutyTurn.objects.filter(holder=None, starts_at__gt=now, pool__closed_at=None)
    due = [
        coming.filter(told=told, starts_at__lte=now + before).values_list("pool", flat=True)
        for told, before in enumerate(TOLD_BEFORE)
    ]
    return sorted({pool_id for some in due for pool_id in some})


@transaction.atomic
def tell_gaps_in(*, pool_id: int) -> None:
    """Tell a pool's members once of all the turns that are due; run twice at once, they are told once."""
    pool = Pool.objects.select_for_update(no_key=True).filter(pk=pool_id, closed_at=None).first()
    if pool is None:
        return
    now = clock.now()
    open_now = DutyTurn.objects.filter(pool=pool, holder=None, starts_at__gt=now)
    told = 0
    # The later step first, so that a turn laid for tomorrow is told of once.
    for step in range(len(TOLD_BEFORE), 0, -1):
        due = open_now.filter(told__lt=step, starts_at__lte=now + TOLD_BEFORE[step - 1])
        told += due.update(told=step)
    if told:
        tell_members(pool)


def tell_of(opened: Iterable[DutyTurn]) -> None:
    """Tell at once of turns that were just opened when they begin soon, or have begun."""
    soon = clock.now() + TOLD_BEFORE[0]
    near = [turn for turn in opened if turn.starts_at <= soon]
    DutyTurn.objects.filter(pk__in=[turn.pk for turn in near], told=0).update(told=1)
    for pool in {turn.pool_id: turn.pool for turn in near}.values():
        tell_members(pool)


def tell_members(pool: Pool, besides: Actor | None = None) -> None:
    """Say to the members of a pool, but for whoever did it, that something waits on its page."""
    members = Actor.objects.speaking().filter(pk__in=pool.members.values("actor"))
    tell_some(pool, [actor for actor in members if actor != besides])


def tell_some(pool: Pool, actors: list[Actor]) -> None:
    """Say it to some actors."""
    address = reverse("duty_pool", args=[pool.pk])
    notify(NotificationKind.DUTY, recipients=actors, actor_id=None, post=None, address=address)
