"""Leave: an account goes at once, its actors one after the other, and nothing of them is undone.

Three steps, each of which can be run again: :func:`leave` erases the account and lets its actors go, each at its
moment; :func:`begin_erasing` takes name and proofs from one of them, which hides all it wrote; rooms above then erase
what they keep, as long as it takes, and :func:`finish_erasing` deletes the rows that only point at it. What is left
is a row without a name, so that what others answered keeps its place.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models, transaction

from toctoc.jobs.services.queue import enqueue
from toctoc.jobs.services.receipts import forget_receipts_of
from toctoc.kernel import clock
from toctoc.kernel.events import publish
from toctoc.people.events import ActorChanged, ActorLeft, StandingChanged
from toctoc.people.models import (
    Account,
    Actor,
    ActorChoices,
    Block,
    Follow,
    Ground,
    Proof,
    RegisterHolder,
    RetiredHandle,
)
from toctoc.people.services.blocks import unblock
from toctoc.people.services.follows import unfollow
from toctoc.people.services.keys import digest_of_handle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.kernel.progress import Progress

# How long the digest of a suspended person's number stays, so that leaving is no way round a suspension.
SUSPENDED_KEPT = timedelta(days=365)
# The second and later actors of an account go within this time, at moments that nobody can guess.
APART = timedelta(days=3)
BATCH = 200
FORGET_SESSIONS = "people.forget_sessions_of"
NAMELESS = "Compte supprimé"
# Handles of people have no hyphen.
_HANDLE = "parti-{:x}"


@transaction.atomic
def leave(*, account: Account, speaking: Actor | None) -> None:
    """Erase an account: nobody signs in any more, ``speaking`` is gone at once and its other actors within days.

    Doing it twice, or in two tabs, changes nothing more.
    """
    # Not from what points at it, as a proof that is being accepted: that holds an actor, for which this waits.
    held = Account.objects.select_for_update(no_key=True).filter(pk=account.pk).first()
    if held is None:
        return
    actors = list(Actor.objects.select_for_update(no_key=True).filter(account=held).order_by("pk"))
    if any(actor.suspended_at is not None for actor in actors):
        _keep_numbers(actors)
    first = next((actor for actor in actors if speaking is not None and actor.pk == speaking.pk), None)
    for actor in actors:
        _let_go(actor, at_once=actor is (first or actors[0]))
    enqueue(FORGET_SESSIONS, account_id=held.pk)
    held.delete()


def _keep_numbers(actors: list[Actor]) -> None:
    kept = RegisterHolder.objects.filter(actor__in=actors, kept_until=None)
    kept.update(kept_until=clock.now() + SUSPENDED_KEPT)


def _let_go(actor: Actor, *, at_once: bool) -> None:
    later = timedelta(seconds=0 if at_once else secrets.randbelow(int(APART.total_seconds())))
    Actor.objects.filter(pk=actor.pk).update(account=None, leaves_at=clock.now() + later)
    forget_receipts_of(actor.pk)
    publish(StandingChanged(actor_id=actor.pk))
    if at_once:
        begin_erasing(actor_id=actor.pk)


@transaction.atomic
def begin_erasing(*, actor_id: int) -> None:
    """Take its name, its proofs and its number from an actor that leaves, and hide what it wrote until that is erased.

    Proofs of others that rest on its word stand: leaving is no fault.
    """
    actor = Actor.objects.select_for_update().get(pk=actor_id)
    if actor.left_at is not None:
        return
    RetiredHandle.objects.get_or_create(digest=digest_of_handle(actor.handle))
    Proof.objects.filter(actor=actor).delete()
    Ground.objects.filter(actor=actor).delete()
    # What its profile said.
    ActorChoices.objects.filter(actor=actor).delete()
    if actor.suspended_at is not None:
        # Suspended since its account left: that counts as before.
        _keep_numbers([actor])
    RegisterHolder.objects.filter(actor=actor, kept_until=None).delete()
    RegisterHolder.objects.filter(actor=actor).update(actor=None)
    nameless = Actor(pk=actor.pk, kind=actor.kind, handle=_HANDLE.format(actor.pk), display_name=NAMELESS)
    # Counted down to nothing as each tie is undone.
    nameless.followers_count, nameless.following_count = actor.followers_count, actor.following_count
    nameless.blocks_count = actor.blocks_count
    nameless.created_at, nameless.leaves_at, nameless.left_at = actor.created_at, actor.leaves_at, clock.now()
    # As a suspended actor's, whatever it wrote is shown nowhere until it is erased.
    nameless.suspended_at = clock.now()
    nameless.save(force_update=True)
    publish(ActorChanged(actor_id=actor.pk))
    publish(StandingChanged(actor_id=actor.pk))
    publish(ActorLeft(actor_id=actor.pk))


def go_on_erasing(*, actor_id: int) -> None:
    """Ask again for what is not done: a job was cancelled, or given up and cleared away."""
    if Actor.objects.filter(pk=actor_id, left_at__isnull=False, suspended_at__isnull=False).exists():
        publish(ActorLeft(actor_id=actor_id))


def forget_ties(*, actor_id: int, progress: Progress) -> None:
    """Undo the follows and the blocks of an actor that left, each counted out on the other side."""
    blocks = Block.objects.filter(models.Q(blocker=actor_id) | models.Q(blocked=actor_id))
    while apart := list(blocks.select_related("blocker", "blocked")[:BATCH]):
        for one in apart:
            unblock(blocker=one.blocker, blocked=one.blocked)
            progress.step()
    ties = Follow.objects.filter(models.Q(follower=actor_id) | models.Q(followee=actor_id))
    while some := list(ties.select_related("follower", "followee")[:BATCH]):
        for tie in some:
            unfollow(follower=tie.follower, followee=tie.followee)
            progress.step()


def finish_erasing(*, actor_id: int) -> None:
    """Delete the rows of every room that go with an actor that left, and show the answers of others again.

    Rows that must outlive an actor say so in their own model (``PROTECT``), so that what a room adds is erased unless
    somebody decided otherwise.
    """
    for rows in _rows_of(actor_id):
        while some := list(rows.values_list("pk", flat=True)[:BATCH]):
            models.QuerySet(rows.model).filter(pk__in=some).delete()
    Actor.objects.filter(pk=actor_id, left_at__isnull=False).update(suspended_at=None, last_thread_id=0)


def _rows_of(actor_id: int) -> Iterator[models.QuerySet[models.Model]]:
    for relation in Actor._meta.get_fields(include_hidden=True):  # noqa: SLF001 Django's documented name
        if isinstance(relation, models.ForeignObjectRel) and relation.on_delete is models.CASCADE:
            yield models.QuerySet(relation.related_model).filter(**{relation.field.name: actor_id})


def forget_kept_numbers() -> int:
    """Delete the digests of suspended people's numbers whose year is over; return how many."""
    deleted, _ = RegisterHolder.objects.filter(actor=None, kept_until__lte=clock.now()).delete()
    return deleted
