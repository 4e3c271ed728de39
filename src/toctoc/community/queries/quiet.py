"""What a reader does not want to hear of, remembered by each process until it changes.

``Viewer.quiet`` is another number with each change, read with the reader's standing at every request: what is
remembered under an old number is never asked for again. A reader without mutes or filters costs nothing at all.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q

from toctoc.community.models import Filter, FilterAction, Post, ThreadMute
from toctoc.community.rules.filters import MOST_FILTERS, Place, Sieve, folded_words
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.kernel.ids import LARGEST
from toctoc.people.models import Mute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer

MOST_READERS = 2_000
# Of one reader: the newest are kept in mind.
MOST_MUTES = 5_000
HIDDEN = None


@dataclass(frozen=True, slots=True)
class Quiet:
    """What one reader does not want to hear of; of each muted actor until when, in Unix seconds, zero for good."""

    actors: dict[int, float] = field(default_factory=dict)
    # Those of them whose notifications are not wanted either.
    silent: frozenset[int] = frozenset()
    threads: frozenset[int] = frozenset()
    sieves: tuple[Sieve, ...] = ()

    def is_muted(self, actor_id: int, now: float) -> bool:
        """Tell whether an actor is muted at this moment."""
        until = self.actors.get(actor_id)
        return until is not None and (not until or until > now)

    def caught_by(self, text: str, place: Place, now: float) -> list[Sieve]:
        """Return the filters that a text meets in a place."""
        if not self.sieves:
            return []
        folded = folded_words(text)
        return [sieve for sieve in self.sieves if sieve.catches(folded, place, now)]


NOTHING = Quiet()
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


def verdicts(ids: Sequence[int], viewer: Viewer, place: Place) -> dict[int, tuple[str, ...] | None]:
    """Return what becomes of those ``ids`` that are not simply shown: :data:`HIDDEN`, or the names to fold it under.

    An empty name stands for a muted author. One statement for readers with something to keep quiet, none for others;
    what somebody wrote itself is always shown to it.
    """
    quiet = quiet_of(viewer)
    if quiet is NOTHING or not ids or not (quiet.actors or quiet.sieves):
        return {}
    now, found = clock.now().timestamp(), {}
    rows = Post.objects.filter(pk__in=ids).exclude(author=viewer.actor_id)
    for post_id, author, text, warning in rows.values_list("id", "author_id", "text", "warning"):
        names: list[str] = []
        hides = False
        if place != Place.OPENED and quiet.is_muted(author, now):
            names, hides = [""], place != Place.THREADS
        where = Place.LISTS if place == Place.OPENED else place
        for sieve in quiet.caught_by(f"{warning}\n{text}", where, now):
            names.append(sieve.name)
            hides = hides or sieve.hides
        if names:
            found[post_id] = HIDDEN if hides else tuple(names)
    return found


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
    return not any(sieve.hides for sieve in quiet.caught_by(f"{post.warning}\n{post.text}", Place.NOTIFICATIONS, now))


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


def has_left_thread(actor: Actor, post: Post) -> bool:
    """Tell whether an actor asked to hear nothing more of the thread a post is part of."""
    return ThreadMute.objects.filter(actor=actor, thread=post.thread_id).exists()


def _read(actor_id: int) -> Quiet:
    now = clock.now()
    lasting = Q(until=None) | Q(until__gt=now)
    mutes = list(Mute.objects.filter(lasting, muter=actor_id).order_by("-id")[:MOST_MUTES])
    filters = Filter.objects.filter(lasting, actor=actor_id).order_by("id")[:MOST_FILTERS]
    threads = ThreadMute.objects.filter(actor=actor_id).order_by("-id").values_list("thread", flat=True)
    return Quiet(
        actors={mute.muted_id: mute.until.timestamp() if mute.until else 0.0 for mute in mutes},
        silent=frozenset(mute.muted_id for mute in mutes if mute.hides_notifications),
        threads=frozenset(threads[:MOST_MUTES]),
        sieves=tuple(_sieve(each) for each in filters),
    )


def _sieve(kept: Filter) -> Sieve:
    return Sieve(
        name=kept.name,
        needles=tuple(folded_words(phrase) for phrase in kept.phrases.splitlines()),
        places=frozenset(kept.places.split()),
        hides=kept.action == FilterAction.HIDE,
        until=kept.until.timestamp() if kept.until else 0.0,
    )
