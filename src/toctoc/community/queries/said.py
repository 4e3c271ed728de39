"""What a post says and what was said around it, for the guard: it reads more than the text that was typed last."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from toctoc.community.models import Experience, PollOption, Post
from toctoc.community.queries.attachments import files_of
from toctoc.community.queries.posts import replies_in, revisions_of, visible_post
from toctoc.community.rules.experience import PIECES
from toctoc.kernel.errors import Missing
from toctoc.kernel.pagination import Cut
from toctoc.people.policies import viewer_for
from toctoc.privacy.services.threads import names_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer

# A bound on the work of one reply: the first replies, which tell who it is about.
_MOST = 20
_MOST_CHARACTERS = 12_000


def names_around(writer: Actor, post: Post, *, is_edit: bool = False) -> frozenset[str]:
    """Return the keys of names found in what ``writer`` may read of the thread of ``post``.

    With ``is_edit`` also in what the post said before its edits.
    """
    viewer = viewer_for(writer)
    told = [*_texts(viewer, post.thread_id or post.pk)]
    if is_edit:
        told = [post.text, *(version.text for version in revisions_of(post)), *told]
    return names_in(_bounded(told), language=post.language)


def words_of(post: Post) -> list[str]:
    """Return all that a post says: its text, what stands before it, its poll, what was lived, what its files show."""
    return [post.text, *words_beside(post)]


def words_beside(post: Post) -> list[str]:
    """Return what a post says besides its text."""
    carried = post.parts.split()
    words = [post.warning]
    if "experience" in carried:
        words += [text for row in Experience.objects.filter(post=post).values_list(*PIECES) for text in row]
    if "poll" in carried:
        words += PollOption.objects.filter(poll=post.pk).order_by("position").values_list("text", flat=True)
    if "media" in carried:
        words += [file.description for file in files_of(post)]
    return [text for text in words if text]


def told_by(writer: Actor, thread_id: int, *, but: Post | None = None) -> Iterator[str]:
    """Yield what ``writer`` said first in a thread, ``but`` one post; the database is asked when somebody listens."""
    mine = Post.objects.filter(thread=thread_id, author=writer, deleted_at=None)
    if but is not None:
        mine = mine.exclude(pk=but.pk)
    yield from mine.order_by("id").values_list("text", flat=True)[:_MOST]


def told_above(post: Post) -> Iterator[str]:
    """Yield what stands above a post that is being stored: how its thread begins, and what it replies to."""
    above = Post.objects.filter(pk__in=[post.thread_id, post.reply_to_id or 0], deleted_at=None).exclude(pk=post.pk)
    yield from above.order_by("id").values_list("text", flat=True)


def _texts(viewer: Viewer, thread_id: int) -> Iterator[str]:
    # Taken back, or not for this writer: replies may still be.
    with suppress(Missing):
        yield visible_post(viewer, thread_id).text
    ids = [pk for pk, is_gone in replies_in(thread_id, viewer, Cut(None, _MOST)).items if not is_gone]
    yield from Post.objects.filter(pk__in=ids).order_by("id").values_list("text", flat=True)


def _bounded(texts: list[str]) -> Iterator[str]:
    left = _MOST_CHARACTERS
    for text in texts:
        if left <= 0:
            return
        yield text[:left]
        left -= len(text)
