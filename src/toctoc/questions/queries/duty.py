"""Pools of duty as their readers see them: who answers now, the roster, what waits."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.people.models import Block
from toctoc.questions.models import DutyTurn, Pool, PoolMember
from toctoc.questions.queries.availability import availability_of, correspondents, wishes_of
from toctoc.questions.rules.calendars.writing import Entry, Hours, calendar_of

if TYPE_CHECKING:
    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer
    from toctoc.questions.queries.availability import Correspondent

MOST_POOLS = 100
MOST_TURNS = 100
# Turns that are over stay so long in calendars.
KEPT_IN_CALENDAR = timedelta(days=30)


def open_pools(viewer: Viewer, department: str = "", profession: str = "") -> list[Pool]:
    """Return the pools of a department or a profession, or all: one's own first; ``is_mine`` says which."""
    rows = Pool.objects.filter(closed_at=None)
    if department:
        rows = rows.filter(department=department)
    if profession:
        rows = rows.filter(profession=profession)
    mine = PoolMember.objects.filter(pool=OuterRef("pk"), actor=viewer.actor_id)
    rows = rows.annotate(is_mine=Exists(mine)).order_by("-is_mine", "department", "profession", "specialty")
    return list(rows[:MOST_POOLS])


def pool_with(pool_id: int) -> Pool:
    """Return an open pool; raise :class:`Missing` for any other."""
    found = Pool.objects.filter(pk=pool_id, closed_at=None).first()
    if found is None:
        raise Missing
    return found


def answering_now(pools: list[Pool], viewer: Viewer) -> dict[int, Correspondent]:
    """Return who answers now, by pool; nobody whom a block keeps apart from the viewer."""
    found = correspondents(Pool.objects.filter(pk__in=[pool.pk for pool in pools]), clock.now())
    apart = _apart(viewer)
    return {one.pool.pk: one for one in found if one.actor.pk not in apart}


def is_member(pool: Pool, actor_id: int | None) -> bool:
    """Tell whether an actor takes turns there."""
    return PoolMember.objects.filter(pool=pool, actor=actor_id).exists()


def roster_of(pool: Pool) -> list[DutyTurn]:
    """Return the turns that are not over, the next first, with their holders and what is offered."""
    rows = DutyTurn.objects.filter(pool=pool, ends_at__gt=clock.now())
    related = ("holder", "swap__offered_by", "swap__wanted__holder")
    return list(rows.select_related(*related).order_by("starts_at")[:MOST_TURNS])


def members_of(pool: Pool) -> list[Actor]:
    """Return who takes turns there, the first who joined first."""
    rows = PoolMember.objects.filter(pool=pool, actor__suspended_at=None, actor__left_at=None)
    return [row.actor for row in rows.select_related("actor").order_by("pk")[:MOST_TURNS]]


def turn_in(pool: Pool, turn_id: int) -> DutyTurn:
    """Return a turn of a pool that is not over; raise :class:`Missing` for any other."""
    found = DutyTurn.objects.select_related("pool").filter(pool=pool, pk=turn_id, ends_at__gt=clock.now()).first()
    if found is None:
        raise Missing
    return found


def calendar_for(actor: Actor, name: str, hours_title: str, language: str) -> bytes:
    """Return an actor's turns and usual hours as a calendar."""
    base, host = settings.ENVIRONMENT.base_url, settings.ENVIRONMENT.host
    since = clock.now() - KEPT_IN_CALENDAR
    turns = DutyTurn.objects.filter(holder=actor, ends_at__gt=since, pool__closed_at=None).select_related("pool")
    entries = [
        Entry(
            uid=f"{turn.pk}@{host}",
            title=f"{name} · {turn.pool.aim.words(language)}",
            address=f"{base}{reverse('duty_pool', args=[turn.pool_id])}",
            starts_at=turn.starts_at,
            ends_at=turn.ends_at,
            zone=turn.pool.zone,
            sequence=turn.sequence,
            changed_at=turn.changed_at,
        )
        for turn in turns.order_by("starts_at")[:MOST_TURNS]
    ]
    wishes = wishes_of(availability_of(actor))
    monday = clock.now().date() - timedelta(days=clock.now().weekday())
    hours = Hours(wishes.week, wishes.zone, hours_title, f"{actor.pk}@{host}", monday)
    return calendar_of(name, entries, None if wishes.week.is_empty else hours)


def _apart(viewer: Viewer) -> set[int]:
    if not viewer.has_blocks or viewer.actor_id is None:
        return set()
    rows = Block.objects.filter(Q(blocker=viewer.actor_id) | Q(blocked=viewer.actor_id))
    return {actor_id for pair in rows.values_list("blocker", "blocked") for actor_id in pair} - {viewer.actor_id}
