"""Swaps: offer a turn, take one that is offered, exchange two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.kernel.errors import Missing, Refused, Stale
from toctoc.questions.models import DutyTurn, Swap
from toctoc.questions.policies import may_lay_turns
from toctoc.questions.services.duty.gaps import tell_members, tell_some
from toctoc.questions.services.duty.pools import hand_to, hold_pool, turn_now

if TYPE_CHECKING:
    from toctoc.people.models import Actor
    from toctoc.questions.models import Pool


@transaction.atomic
def offer_turn(*, holder: Actor, turn: DutyTurn, wanted: DutyTurn | None) -> Swap:
    """Offer a turn that one holds, to anybody of the pool or for a turn of somebody else; the last offer stands."""
    pool = hold_pool(turn.pool)
    may_lay_turns(holder, pool)
    mine = turn_now(turn)
    if mine.holder_id != holder.pk:
        raise Missing
    theirs = _wanted(pool, holder, wanted) if wanted is not None else None
    swap, _ = Swap.objects.update_or_create(turn=mine, defaults={"offered_by": holder, "wanted": theirs})
    if theirs is None:
        tell_members(pool, besides=holder)
    else:
        tell_some(pool, [theirs.holder] if theirs.holder is not None else [])
    return swap


@transaction.atomic
def accept_swap(*, actor: Actor, turn: DutyTurn) -> None:
    """Take what is offered, giving one's own turn when that was asked for.

    Raises :class:`Stale` when the offer is over or either turn changed hands, :class:`Refused` when it was made to
    somebody else.
    """
    pool = hold_pool(turn.pool)
    may_lay_turns(actor, pool)
    swap = Swap.objects.select_related("turn", "wanted", "offered_by").filter(turn=turn.pk).first()
    if swap is None or swap.turn.holder_id != swap.offered_by_id or swap.offered_by_id == actor.pk:
        raise Stale("Cette proposition n’est plus là.")
    offered, wanted, giver = turn_now(swap.turn), swap.wanted, swap.offered_by
    if wanted is not None and wanted.holder_id != actor.pk:
        raise Refused("Cette proposition est faite à quelqu’un d’autre.")
    _still_free(actor, offered, wanted)
    hand_to(actor.pk, offered, giver.pk)
    if wanted is not None:
        hand_to(giver.pk, turn_now(wanted), actor.pk)
    Swap.objects.filter(wanted__in=[offered.pk, *([wanted.pk] if wanted else [])]).delete()
    tell_some(pool, [giver])


@transaction.atomic
def withdraw_swap(*, holder: Actor, turn: DutyTurn) -> None:
    """Keep the turn after all; twice changes nothing."""
    hold_pool(turn.pool)
    Swap.objects.filter(turn=turn.pk, offered_by=holder).delete()


def _wanted(pool: Pool, holder: Actor, wanted: DutyTurn) -> DutyTurn:
    theirs = turn_now(wanted)
    if theirs.pool_id != pool.pk or theirs.holder_id in {None, holder.pk}:
        raise Missing
    return theirs


def _still_free(actor: Actor, offered: DutyTurn, given: DutyTurn | None) -> None:
    others = DutyTurn.objects.filter(holder=actor, ends_at__gt=offered.starts_at, starts_at__lt=offered.ends_at)
    if (others.exclude(pk=given.pk) if given is not None else others).exists():
        raise Refused("Vous avez déjà une garde à ce moment-là.")
