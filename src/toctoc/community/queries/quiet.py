"""What a reader does not want to hear of, remembered by each process until it changes.

``Viewer.quiet`` is another number with each change, read with the reader's standing at every request: what is
remembered under an old number is never asked for again. A reader without mutes or filters costs nothing at all.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from django.db.models import Q

from toctoc.community.models import Filter, FilteredPost, Post, ThreadMute
from toctoc.community.rules.filters import MOST_FILTERS, Keyword, Place, Sieve, keywords_of, sieve_of
from toctoc.community.rules.quiet import MOST_MUTES, NOTHING, Caught, Quiet
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.kernel.ids import LARGEST
from toctoc.people.models import Mute

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer

MOST_READERS = 2_000
HIDDEN = None


_known: OrderedDict[tuple[int, int], Quiet] = OrderedDict()
_lock = threading.Lock()


def quiet_of(viewer: Viewer) -> Quiet:
    """Return what a viewer does not want to hear of: from memory unless it changed."""
    if not viewer.quiet or viewer.actor_id is None:
        return NOTHING
    key = (viewer.actor_id, viewer.quiet)
    with _lock:
        found = _known.get(key)
    if found is None:
        found = _read(viewer.actor_id)
        with _lock:
            _known[key] = found
            if len(_known) > MOST_READERS:
                _known.popitem(last=False)
    return found


def judged(ids: Sequence[int], viewer: Viewer, place: Place) -> dict[int, tuple[bool, tuple[Caught, ...]]]:
    """Return of those ``ids`` that are not simply shown whether they are hidden, and what they are folded under.

    One statement for readers with something to keep quiet, none for others; what somebody wrote itself is always shown
    to it.
    """
    quiet = quiet_of(viewer)
    if quiet is NOTHING or not ids or not (quiet.actors or quiet.sieves):
        return {}
    rows = Post.objects.filter(pk__in=ids).values_list("id", "author_id", "warning", "text")
    texts = {post_id: (author, f"{warning}\n{text}") for post_id, author, warning, text in rows}
    return judged_texts(texts, quiet, viewer, place)


def judged_texts(
    texts: Mapping[int, tuple[int, str]], quiet: Quiet, viewer: Viewer, place: Place
) -> dict[int, tuple[bool, tuple[Caught, ...]]]:
    """Return the same of posts whose author, warning and text are known, by their ids."""
    judge = quiet.judge(place, clock.now().timestamp())
    judge.look_over([text for _, text in texts.values()])
    catches, muted, me = judge.may_catch or bool(quiet.posts), quiet.actors, viewer.actor_id
    found = {}
    for post_id, (author, text) in texts.items():
        if (catches or author in muted) and author != me:
            verdict = judge.verdict(author, text, post_id)
            if verdict[1]:
                found[post_id] = verdict
    return found


def verdicts(ids: Sequence[int], viewer: Viewer, place: Place) -> dict[int, tuple[str, ...] | None]:
    """Return what becomes of those ``ids`` that are not simply shown: :data:`HIDDEN`, or the names to fold it under.

    An empty name stands for a muted author.
    """
    return {
        post_id: HIDDEN if hides else tuple(each.name for each in caught)
        for post_id, (hides, caught) in judged(ids, viewer, place).items()
    }


def silent_for(viewer: Viewer) -> list[int]:
    """Return the actors whose notifications a reader does not want now; none for most."""
    quiet = quiet_of(viewer)
    now = clock.now().timestamp() if quiet.silent else 0.0
    return [actor_id for actor_id in quiet.silent if quiet.is_muted(actor_id, now)]


def wants_to_hear(viewer: Viewer, actor_id: int | None, post: Post | None) -> bool:
    """Tell whether a reader wants to be told of what ``actor_id`` did, about ``post`` or about nothing."""
    quiet = quiet_of(viewer)
    if quiet is NOTHING:
        return True
    now = clock.now().timestamp()
    if actor_id in quiet.silent and quiet.is_muted(actor_id or 0, now):
        return False
    if post is None:
        return True
    if post.thread_id in quiet.threads:
        return False
    if post.author_id == viewer.actor_id:
        return True
    text = f"{post.warning}\n{post.text}"
    return not any(caught.hides for caught in quiet.judge(Place.NOTIFICATIONS, now).caught_by(text, post.pk))


def filters_of(actor: Actor) -> list[Filter]:
    """Return an actor's filters that last, the newest first."""
    lasting = Q(until=None) | Q(until__gt=clock.now())
    return list(Filter.objects.filter(lasting, actor=actor).order_by("-id"))


def filter_of(actor: Actor, filter_id: int) -> Filter:
    """Return one of an actor's own filters; raise :class:`Missing` for any other."""
    found = Filter.objects.filter(actor=actor, pk=min(filter_id, LARGEST)).first()
    if found is None:
        raise Missing
    return found


def keywords_in(kept: Filter) -> tuple[Keyword, ...]:
    """Return the keywords of a filter."""
    return keywords_of(kept.pk, kept.phrases, kept.keywords)


def keyword_of(actor: Actor, keyword_id: int) -> tuple[Filter, Keyword]:
    """Return one keyword of an actor's own filters, with its filter; raise :class:`Missing` for any other.

    Filters are few, and each has few keywords: they are looked through.
    """
    for kept in filters_of(actor):
        for keyword in keywords_in(kept):
            if keyword.id == keyword_id:
                return kept, keyword
    raise Missing


def filtered_post_of(actor: Actor, filtered_id: int) -> FilteredPost:
    """Return one post that an actor's own filters name; raise :class:`Missing` for any other."""
    found = FilteredPost.objects.filter(filter__actor=actor, pk=filtered_id).select_related("filter").first()
    if found is None:
        raise Missing
    return found


def has_left_thread(actor: Actor, post: Post) -> bool:
    """Tell whether an actor asked to hear nothing more of the thread a post is part of."""
    return ThreadMute.objects.filter(actor=actor, thread=post.thread_id).exists()


def _read(actor_id: int) -> Quiet:
    now = clock.now()
    lasting = Q(until=None) | Q(until__gt=now)
    mutes = list(Mute.objects.filter(lasting, muter=actor_id).order_by("-id")[:MOST_MUTES])
    filters = list(Filter.objects.filter(lasting, actor=actor_id).order_by("id")[:MOST_FILTERS])
    threads = ThreadMute.objects.filter(actor=actor_id).order_by("-id").values_list("thread", flat=True)
    return Quiet(
        actors={mute.muted_id: mute.until.timestamp() if mute.until else 0.0 for mute in mutes},
        silent=frozenset(mute.muted_id for mute in mutes if mute.hides_notifications),
        threads=frozenset(threads[:MOST_MUTES]),
        sieves=tuple(_sieve(each) for each in filters),
        posts=_named(filters) if filters else {},
    )


def _named(filters: list[Filter]) -> dict[int, frozenset[int]]:
    """Return by post the ids of the filters that name it."""
    named: dict[int, set[int]] = {}
    for post_id, filter_id in FilteredPost.objects.filter(filter__in=filters).values_list("post_id", "filter_id"):
        named.setdefault(post_id, set()).add(filter_id)
    return {post_id: frozenset(ids) for post_id, ids in named.items()}


def _sieve(kept: Filter) -> Sieve:
    return sieve_of(
        name=kept.name,
        phrases=kept.phrases,
        places=kept.places,
        action=kept.action,
        until=kept.until.timestamp() if kept.until else 0.0,
        filter_id=kept.pk,
        kept=kept.keywords,
    )
