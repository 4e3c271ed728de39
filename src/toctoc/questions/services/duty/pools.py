"""Pools of duty: make, join, leave, lay turns out, take one, give one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F

from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, Refused, Stale
from toctoc.people.policies import proved_profession
from toctoc.questions.models import DutyTurn, Pool, PoolMember, Swap
from toctoc.questions.policies import may_lay_turns, may_make_pool, may_take_duty
from toctoc.questions.services.duty.gaps import tell_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer
    from toctoc.questions.rules.availability.pools import Aim
    from toctoc.questions.rules.availability.turns import Laying

# Turns to come that one pool keeps.
MOST_TURNS = 400


@transaction.atomic
def make_pool(*, maker: Actor, viewer: Viewer, aim: Aim) -> Pool:
    """Make a pool and, when they belong there, let its maker in; asking twice gives the same one.

    Raises :class:`Refused` unless ``maker`` proved what it is for, or administers.
    """
    may_make_pool(maker, viewer, aim)
    made_by = {"zone": aim.zone, "made_by": maker.account}
    try:
        with transaction.atomic():
            pool, _ = Pool.objects.get_or_create(
                department=aim.department,
                profession=aim.profession,
                specialty=aim.specialty,
                closed_at=None,
                defaults=made_by,
            )
    except IntegrityError:  # pragma: no cover - somebody made it between the two statements
        raise Stale("Ce tour de garde vient d’être créé. Rechargez la page.") from None
    if aim.takes(maker.proved_profession, maker.proved_specialty):
        PoolMember.objects.get_or_create(pool=pool, actor=maker)
    return pool


@transaction.atomic
def join_pool(*, actor: Actor, pool: Pool) -> None:
    """Let a proved professional take turns; twice changes nothing."""
    held = hold_pool(pool)
    may_take_duty(actor, held.aim)
    PoolMember.objects.get_or_create(pool=held, actor=actor)


@transaction.atomic
def leave_pool(*, actor_id: int, pool: Pool) -> None:
    """Let a member go and open every turn it had to come, the one now included; the pool is told."""
    held = Pool.objects.select_for_update(no_key=True).get(pk=pool.pk)
    if not PoolMember.objects.filter(pool=held, actor=actor_id).delete()[0]:
        return
    freed = DutyTurn.objects.filter(pool=held, holder=actor_id, ends_at__gt=clock.now())
    tell_of(open_turns(freed))


def leave_lost_pools(*, actor: Actor) -> None:
    """Let somebody go from the pools that its standing no longer opens: suspended, or without the proof."""
    profession = "" if actor.suspended_at is not None else proved_profession(actor)
    for pool in list(Pool.objects.filter(members__actor=actor).order_by("pk")):
        if not pool.aim.takes(profession, actor.proved_specialty):
            leave_pool(actor_id=actor.pk, pool=pool)


def leave_every_pool(*, actor_id: int) -> None:
    """Let somebody go who leaves."""
    pools = Pool.objects.filter(members__actor=actor_id).order_by("pk")
    for pool in list(pools):
        leave_pool(actor_id=actor_id, pool=pool)


@transaction.atomic
def close_pool(*, actor: Actor, viewer: Viewer, pool: Pool) -> None:
    """Close a pool for good: nobody is its correspondent any more."""
    held = hold_pool(pool)
    may_make_pool(actor, viewer, held.aim)
    if not viewer.is_moderator and held.made_by_id != actor.account_id:
        raise Refused("Seule la personne qui l’a créé, ou la modération, ferme ce tour de garde.")
    Pool.objects.filter(pk=held.pk).update(closed_at=clock.now())


@transaction.atomic
def lay_turns(*, member: Actor, pool: Pool, laying: Laying) -> int:
    """Put open turns on the roster and return how many; what overlaps one that is there already is passed over."""
    held = hold_pool(pool)
    may_lay_turns(member, held)
    now = clock.now()
    known = list(DutyTurn.objects.filter(pool=held, ends_at__gt=now).values_list("starts_at", "ends_at"))
    wanted = laying.moments(held.zone, now)
    if len(known) + len(wanted) > MOST_TURNS:
        raise Refused("Ce tour de garde a déjà beaucoup de gardes à venir.")
    fresh: list[DutyTurn] = []
    for start, end in wanted:
        if not any(start < other_end and other_start < end for other_start, other_end in known):
            known.append((start, end))
            fresh.append(DutyTurn(pool=held, starts_at=start, ends_at=end))
    DutyTurn.objects.bulk_create(fresh)
    return len(fresh)


@transaction.atomic
def take_turn(*, actor: Actor, turn: DutyTurn) -> None:
    """Take an open turn; taking one's own again changes nothing, one that somebody else took is :class:`Stale`."""
    pool = hold_pool(turn.pool)
    may_lay_turns(actor, pool)
    held = turn_now(turn)
    if held.holder_id == actor.pk:
        return
    _no_other_duty(actor, held.starts_at, held.ends_at)
    if not hand_to(actor.pk, held, None):
        raise Stale("Quelqu’un vient de prendre cette garde.")


@transaction.atomic
def give_back(*, actor: Actor, turn: DutyTurn) -> None:
    """Open a turn again that ``actor`` held; the pool is told when it is soon. Twice changes nothing."""
    hold_pool(turn.pool)
    mine = DutyTurn.objects.filter(pk=turn.pk, holder=actor, ends_at__gt=clock.now())
    tell_of(open_turns(mine))


@transaction.atomic
def drop_turn(*, member: Actor, turn: DutyTurn) -> None:
    """Take an open turn off the roster; one that somebody holds stays theirs."""
    pool = hold_pool(turn.pool)
    may_lay_turns(member, pool)
    DutyTurn.objects.filter(pk=turn.pk, holder=None).delete()


def hold_pool(pool: Pool) -> Pool:
    """Return a pool as it is now, held until the end of the transaction: whoever changes its roster comes by here."""
    found = Pool.objects.select_for_update(no_key=True).filter(pk=pool.pk, closed_at=None).first()
    if found is None:
        raise Missing
    return found


def turn_now(turn: DutyTurn) -> DutyTurn:
    """Return a turn as it is now; raise :class:`Missing` for one that is over or off the roster."""
    found = DutyTurn.objects.filter(pk=turn.pk, ends_at__gt=clock.now()).first()
    if found is None:
        raise Missing
    return found


def hand_to(actor_id: int, turn: DutyTurn, before: int | None) -> bool:
    """Give a turn to somebody if ``before`` still holds it; its offer is over, and calendars learn of it."""
    handed = DutyTurn.objects.filter(pk=turn.pk, holder=before).update(
        holder=actor_id, told=0, sequence=F("sequence") + 1, changed_at=clock.now()
    )
    Swap.objects.filter(turn=turn.pk).delete()
    return bool(handed)


def open_turns(turns: Iterable[DutyTurn]) -> list[DutyTurn]:
    """Open turns that were held, their offers gone, and return them."""
    opened = list(turns)
    keys = [turn.pk for turn in opened]
    Swap.objects.filter(turn__in=keys).delete()
    Swap.objects.filter(wanted__in=keys).delete()
    DutyTurn.objects.filter(pk__in=keys).update(holder=None, told=0, sequence=F("sequence") + 1, changed_at=clock.now())
    return opened


def _no_other_duty(actor: Actor, starts_at: datetime, ends_at: datetime) -> None:
    """Raise :class:`Invalid` when the actor is on duty elsewhere then."""
    if DutyTurn.objects.filter(holder=actor, ends_at__gt=starts_at, starts_at__lt=ends_at).exists():
        raise Invalid("Vous avez déjà une garde à ce moment-là.", field="turn")
