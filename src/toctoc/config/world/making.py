"""Make a demonstration world in an empty database, whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db import connection, transaction

from toctoc.config.world import by_services, in_bulk
from toctoc.config.world.alerts import raise_one
from toctoc.config.world.bridges import open_bridges
from toctoc.config.world.cast import make_cast
from toctoc.config.world.conversations import open_conversations
from toctoc.config.world.directory import open_directory
from toctoc.config.world.groups import open_groups
from toctoc.config.world.peers import open_peers
from toctoc.config.world.plan import Plan
from toctoc.config.world.scales import LARGE, SMALL, SPAN, Scale
from toctoc.config.world.steps import silent
from toctoc.config.world.talk import Talk
from toctoc.config.world.ties import Ties
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused
from toctoc.kernel.ids import numbered_from
from toctoc.live.models import LiveEvent
from toctoc.people.models import Actor
from toctoc.questions.services.routing.peers import KNOW_PEERS
from toctoc.search.services.index import ask_for_rebuild, forget_changes

if TYPE_CHECKING:
    from collections.abc import Callable

    from toctoc.config.world.steps import Steps

SCALES = {"small": SMALL, "large": LARGE}


@dataclass(frozen=True, slots=True)
class Made:
    """What a world came to."""

    people: int
    posts: int
    follows: int
    favourites: int

    def __str__(self) -> str:
        return f"{self.people} people, {self.posts} posts, {self.follows} follows, {self.favourites} favourites"


def make_world(scale: str, seed: int, until: datetime | None, steps: Steps) -> Made:
    """Make a world as :func:`toctoc.config.world.make` says."""
    if scale not in SCALES:
        raise Invalid("L’échelle est small ou large.", field="scale")
    perform = by_services.perform if scale == "small" else in_bulk.perform

    def perform_and_open(plan: Plan, steps: Steps) -> None:
        perform(plan, steps)
        open_directory(seed, steps)
        if scale == "large":
            # Rows written in bulk told nobody: a worker reads whom waves may find, before it sends any.
            enqueue(KNOW_PEERS)
        open_peers(plan.end, seed, steps)
        if scale == "small":
            open_groups(plan.end, steps)
            open_bridges(plan.end, steps)
            open_conversations(plan.end, steps)
            raise_one(plan.end, steps)

    return make_planned(plan_of(SCALES[scale], seed, until or this_hour(), steps), perform_and_open, steps)


def plan_of(scale: Scale, seed: int, until: datetime, steps: Steps = silent) -> Plan:
    """Return what will happen in a world, without touching the database."""
    plan = Plan(start=until - SPAN, end=until, seed=seed, noticed_since=until - scale.notices)
    plan.people = make_cast(scale, seed, plan.start, plan.end)
    with steps("Threads", scale.questions + scale.plain) as done:
        for _ in Talk(plan, scale).fill():
            done(1)
    with steps("Gestures", scale.follows + scale.favourites) as done:
        for _ in Ties(plan, scale).fill():
            done(1)
    return plan


def make_planned(plan: Plan, perform: Callable[[Plan, Steps], None], steps: Steps = silent) -> Made:
    """Make a plan true by one of the two performers.

    One transaction holds everything, on SQLite and on PostgreSQL: a making that is interrupted leaves an empty
    database, never half a world.
    """
    if is_inhabited():
        raise Refused(
            "Cette base contient déjà des acteurs. Choisissez un dossier vide pour un monde de démonstration."
        )
    _hurry()
    with transaction.atomic(), clock.at(plan.end), numbered_from(plan.seed):
        perform(plan, steps)
        # Nobody was listening.
        LiveEvent.objects.all().delete()
        # The index is built at once from everything, when a worker runs.
        forget_changes()
        ask_for_rebuild()
    _rest()
    return Made(people=len(plan.people), posts=plan.posts_count(), follows=len(plan.ties), favourites=len(plan.favours))


def is_inhabited() -> bool:
    """Tell whether the database has actors."""
    return Actor.objects.exists()


def this_hour() -> datetime:
    """Return the start of the present hour."""
    return clock.now().astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def _hurry() -> None:
    """Let SQLite keep more in memory and not wait for the disk; a making that dies is simply made again."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-400000")


def _rest() -> None:
    """Count what the tables hold for the query planner, and give SQLite its usual settings back."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
