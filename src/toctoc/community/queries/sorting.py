"""What becomes of news from whom, and whose wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Sum

from toctoc.community.models import NoticePolicy, NoticeRequest
from toctoc.community.rules.sorting import Sorting, sorting_in
from toctoc.kernel.errors import Missing
from toctoc.people.models import Block

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from toctoc.people.models import Actor


def policy_of(actor: Actor) -> Sorting:
    """Return what an actor chose; who chose nothing hears of everybody, save those whom moderation limits."""
    row = NoticePolicy.objects.filter(actor=actor).first()
    return sorting_in(row) if row is not None else Sorting()


def requests_to(actor: Actor) -> QuerySet[NoticeRequest]:
    """Return whose news wait apart for an actor, in no order; nobody who is suspended, or blocked either way."""
    rows = NoticeRequest.objects.filter(recipient=actor, sender__suspended_at=None)
    if not actor.blocks_count:
        return rows
    by_reader = Block.objects.filter(blocker=actor, blocked=OuterRef("sender"))
    by_other = Block.objects.filter(blocker=OuterRef("sender"), blocked=actor)
    return rows.filter(~Exists(by_reader), ~Exists(by_other))


def request_to(actor: Actor, request_id: int) -> NoticeRequest:
    """Return one of them; raise :class:`Missing` for anybody else's."""
    found = requests_to(actor).filter(pk=request_id).first()
    if found is None:
        raise Missing
    return found


def waiting_for(actor: Actor) -> tuple[int, int]:
    """Return how many people's news wait for an actor, and how many news."""
    counted = requests_to(actor).aggregate(people=Count("id"), news=Sum("count"))
    return counted["people"], counted["news"] or 0
