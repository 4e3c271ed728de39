"""Filters and threads somebody wants to hear nothing of. Doing it twice changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models import Filter, Notification, ThreadMute
from toctoc.community.models.quiet import LONGEST_NAME, FilterAction
from toctoc.community.rules.filters import MOST_FILTERS, checked_places, phrases_in
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, Refused
from toctoc.people.models import Actor
from toctoc.people.services.blocks import renew_quiet

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.community.models import Post
    from toctoc.kernel.cleared import Cleared


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter as its owner means it; ``phrases`` are one a line, an empty ``name`` is the first of them."""

    name: Cleared
    phrases: Cleared
    places: tuple[str, ...]
    hides: bool = False
    until: datetime | None = None


@transaction.atomic
def make_filter(*, actor: Actor, wanted: Wanted) -> Filter:
    """Keep words from an actor's eyes; the same filter made twice is one.

    Raises :class:`Invalid` for what is not a filter, :class:`Refused` beyond :data:`MOST_FILTERS`.
    """
    values = _values(wanted)
    # Held, so that two tabs do not pass the limit together.
    Actor.objects.select_for_update(no_key=True).get(pk=actor.pk)
    mine = Filter.objects.filter(actor=actor)
    same = mine.filter(**values).first()
    if same is not None:
        return same
    if mine.count() >= MOST_FILTERS:
        raise Refused("Vous avez déjà %(most)s filtres. Retirez-en un d’abord.", most=MOST_FILTERS)
    made = Filter.objects.create(actor=actor, **values)
    renew_quiet(actor_id=actor.pk)
    return made


@transaction.atomic
def change_filter(*, actor: Actor, filter_id: int, wanted: Wanted) -> None:
    """Change a filter of one's own; raise :class:`Missing` for anybody else's."""
    if not Filter.objects.filter(actor=actor, pk=filter_id).update(**_values(wanted)):
        raise Missing
    renew_quiet(actor_id=actor.pk)


@transaction.atomic
def remove_filter(*, actor: Actor, filter_id: int) -> None:
    """Take a filter of one's own away; one that is not there is gone already."""
    deleted, _ = Filter.objects.filter(actor=actor, pk=filter_id).delete()
    if deleted:
        renew_quiet(actor_id=actor.pk)


@transaction.atomic
def leave_thread(*, actor: Actor, post: Post) -> None:
    """Be told nothing more of the thread that a post is part of; what waits unread about it is read."""
    _, is_new = ThreadMute.objects.get_or_create(actor=actor, thread_id=post.thread_id)
    if is_new:
        renew_quiet(actor_id=actor.pk)
        waiting = Notification.objects.filter(recipient=actor, read_at=None, post__thread=post.thread_id)
        waiting.update(read_at=clock.now())


@transaction.atomic
def rejoin_thread(*, actor: Actor, post: Post) -> None:
    """Be told of a thread again."""
    deleted, _ = ThreadMute.objects.filter(actor=actor, thread=post.thread_id).delete()
    if deleted:
        renew_quiet(actor_id=actor.pk)


@transaction.atomic
def forget_ended_filters(*, most: int = 500) -> int:
    """Delete the filters whose time is over; return how many."""
    over = list(Filter.objects.filter(until__lte=clock.now()).values_list("pk", flat=True)[:most])
    Filter.objects.filter(pk__in=over).delete()
    return len(over)


def _values(wanted: Wanted) -> dict[str, object]:
    phrases = phrases_in(wanted.phrases.text)
    name = wanted.name.text or phrases[0]
    if len(name) > LONGEST_NAME:
        raise Invalid("Le nom d’un filtre a au plus %(longest)s caractères.", field="name", longest=LONGEST_NAME)
    if wanted.until is not None and wanted.until <= clock.now():
        raise Invalid("Cette date est déjà passée.", field="until")
    return {
        "name": name,
        "phrases": "\n".join(phrases),
        "places": checked_places(list(wanted.places)),
        "action": FilterAction.HIDE if wanted.hides else FilterAction.FOLD,
        "until": wanted.until,
    }
