"""Filters and threads somebody wants to hear nothing of. Doing it twice changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models import Filter, FilteredPost, Notification, ThreadMute
from toctoc.community.models.quiet import LONGEST_NAME, FilterAction
from toctoc.community.rules.filters import MOST_FILTERS, MOST_POSTS, Keyword, checked_places, keywords_of, phrases_in
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, Refused
from toctoc.kernel.ids import new_id
from toctoc.live.services import announce
from toctoc.people.models import Actor
from toctoc.people.services.blocks import renew_quiet

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.community.models import Post
    from toctoc.kernel.cleared import Cleared


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter as its owner means it; ``phrases`` are one a line, an empty ``name`` is the first of them.

    ``keywords`` say more of some of the phrases: under which id, and whether they are whole words. Of the others, what
    is known stays. A filter that may name posts needs no phrase: ``fewest`` is nought.
    """

    name: Cleared
    phrases: Cleared
    places: tuple[str, ...]
    hides: bool = False
    until: datetime | None = None
    keywords: tuple[Keyword, ...] = ()
    fewest: int = 1


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
    made = Filter(actor=actor, **values)
    made.keywords = _kept(made.phrases, *wanted.keywords)
    made.save(force_insert=True)
    _filters_changed(actor)
    return made


@transaction.atomic
def change_filter(*, actor: Actor, filter_id: int, wanted: Wanted) -> None:
    """Change a filter of one's own; raise :class:`Missing` for anybody else's."""
    held = Filter.objects.select_for_update(no_key=True).filter(actor=actor, pk=filter_id).first()
    if held is None:
        raise Missing
    known = keywords_of(held.pk, held.phrases, held.keywords)
    for name, value in _values(wanted).items():
        setattr(held, name, value)
    held.keywords = _kept(held.phrases, *known, *wanted.keywords)
    held.save()
    _filters_changed(actor)


@transaction.atomic
def remove_filter(*, actor: Actor, filter_id: int) -> None:
    """Take a filter of one's own away; one that is not there is gone already."""
    deleted, _ = Filter.objects.filter(actor=actor, pk=filter_id).delete()
    if deleted:
        _filters_changed(actor)


@transaction.atomic
def filter_post(*, actor: Actor, filter_id: int, post: Post) -> FilteredPost:
    """Have a filter of one's own catch a post whatever it says; the caller may read the post."""
    held = Filter.objects.select_for_update(no_key=True).filter(actor=actor, pk=filter_id).first()
    if held is None:
        raise Missing
    if FilteredPost.objects.filter(filter=held).exclude(post=post).count() >= MOST_POSTS:
        raise Refused("Ce filtre retient déjà %(most)s messages. Retirez-en un d’abord.", most=MOST_POSTS)
    made, _ = FilteredPost.objects.get_or_create(filter=held, post=post)
    _filters_changed(actor)
    return made


@transaction.atomic
def let_post_through(*, actor: Actor, filtered_id: int) -> None:
    """Have a filter of one's own no longer catch a post whatever it says."""
    deleted, _ = FilteredPost.objects.filter(filter__actor=actor, pk=filtered_id).delete()
    if deleted:
        _filters_changed(actor)


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


def _filters_changed(actor: Actor) -> None:
    renew_quiet(actor_id=actor.pk)
    # Apps keep filters in memory, and ask for them again.
    announce("filters", channels=[f"actor:{actor.pk}"], payload={})


def _values(wanted: Wanted) -> dict[str, object]:
    phrases = phrases_in(wanted.phrases.text, wanted.fewest)
    name = wanted.name.text or (phrases[0] if phrases else "")
    if not name:
        raise Invalid("Un filtre a un nom.", field="name")
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


def _kept(phrases: str, *known: Keyword) -> list[list[object]]:
    """Return the keywords of a filter as its row keeps them, the last that is known of each; new ones get an id."""
    by_text = {word.text: word for word in known}
    words = (by_text.get(text) or Keyword(0, text) for text in phrases.splitlines())
    return [[word.id or new_id(), word.text, word.is_whole] for word in words]
