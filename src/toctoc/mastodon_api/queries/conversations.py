"""Threads for named people, as apps list them: who is in each, what was said last, whether it was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max

from toctoc.community.models import Notification, Post, Reader
from toctoc.community.policies import visible_to
from toctoc.kernel.errors import Missing
from toctoc.kernel.ids import id_in
from toctoc.mastodon_api.models import ConversationMark
from toctoc.mastodon_api.queries.ranges import Slice
from toctoc.people.rules.audience import ACTOR, NAMED

if TYPE_CHECKING:
    from toctoc.mastodon_api.rules.pages import Range
    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer

# The newest threads that are looked at, of each kind: begun, received, joined by a reply.
MOST_THREADS = 400


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation; its key in lists is what was said last."""

    thread_id: int
    last_id: int
    people: tuple[int, ...]
    is_unread: bool


def talks_of(actor: Actor, viewer: Viewer, asked: Range) -> Slice[Talk]:
    """Return a page of an actor's conversations, the liveliest first: seven statements, whatever their number."""
    lasts = _last_in(_threads_of(actor), viewer)
    marks = {row.thread_id: row for row in ConversationMark.objects.filter(actor=actor, thread__in=lasts)}
    shown = [(last, thread) for thread, last in lasts.items() if thread not in marks or last > marks[thread].hidden_id]
    shown = [pair for pair in sorted(shown, reverse=not asked.climbs) if asked.holds(pair[0])]
    chosen = sorted(shown[: asked.size], reverse=True)
    talks = _talks(chosen, actor, marks)
    return Slice(talks, is_last=not asked.climbs and len(shown) <= asked.size)


def talk_in(actor: Actor, viewer: Viewer, thread_id: int) -> Talk:
    """Return one conversation; raise :class:`Missing` for what is none of the actor's."""
    if thread_id not in _threads_of(actor):
        raise Missing
    lasts = _last_in({thread_id}, viewer)
    marks = {row.thread_id: row for row in ConversationMark.objects.filter(actor=actor, thread=thread_id)}
    talks = _talks([(last, thread) for thread, last in lasts.items()], actor, marks)
    if not talks:
        raise Missing
    return talks[0]


def _threads_of(actor: Actor) -> set[int]:
    """Return the threads in which something was said for named people, the actor among them."""
    begun = Post.objects.filter(author=actor, reply_to=None, audience=NAMED).order_by("-id")
    received = Reader.objects.filter(word=f"{ACTOR}:{actor.pk}", begins=True).order_by("-post")
    joined = Notification.objects.filter(recipient=actor, post__audience=NAMED).order_by("-id")
    threads = set(begun.values_list("id", flat=True)[:MOST_THREADS])
    threads |= set(received.values_list("post_id", flat=True)[:MOST_THREADS])
    return threads | {thread for thread in joined.values_list("post__thread", flat=True)[:MOST_THREADS] if thread}


def _last_in(threads: set[int], viewer: Viewer) -> dict[int, int]:
    """Return by thread what was last said there by name that the viewer may read."""
    rows = Post.objects.filter(visible_to(viewer), thread__in=threads, audience=NAMED)
    return dict(rows.order_by().values_list("thread").annotate(Max("id"))) if threads else {}


def _people(authors: dict[int, int]) -> dict[int, dict[int, None]]:
    """Return by post its author, then whom it is for, as keys."""
    people: dict[int, dict[int, None]] = {post_id: {author: None} for post_id, author in authors.items()}
    for post_id, word in Reader.objects.filter(post__in=people).order_by("id").values_list("post_id", "word"):
        kind, _, number = word.partition(":")
        if kind == ACTOR and (reader := id_in(number)) is not None:
            people[post_id][reader] = None
    return people


def _talks(chosen: list[tuple[int, int]], actor: Actor, marks: dict[int, ConversationMark]) -> list[Talk]:
    lasts = dict(chosen)
    authors = dict(Post.objects.filter(pk__in=lasts).values_list("id", "author_id"))
    people = _people(authors)
    return [
        Talk(
            thread_id=thread,
            last_id=last,
            people=tuple(other for other in people[last] if other != actor.pk),
            is_unread=authors[last] != actor.pk and (thread not in marks or last > marks[thread].read_id),
        )
        for last, thread in chosen
        if last in people
    ]
