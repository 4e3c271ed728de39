"""A thread as one reader sees it: cards in the order they were written, tombstones in their places."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from toctoc.community.models import Post
from toctoc.community.models.post import PostKind
from toctoc.community.policies import readable_by, visible_to
from toctoc.community.queries.prepared import rows_of, sifted
from toctoc.community.rules import stitch
from toctoc.community.rules.filters import Place
from toctoc.kernel.errors import Missing

if TYPE_CHECKING:
    from toctoc.people.rules.audience import Viewer

REPLIES_PER_PAGE = 50
# A reply deep in a long thread is shown with this many before it.
BEFORE_IT = 10
# Notes stand beside what they are about, not among the replies.
_REPLIES = Q(reply_to__isnull=False) & ~Q(kind=PostKind.NOTE)


@dataclass(frozen=True, slots=True)
class Item:
    """One place in a thread; ``card`` is safe HTML, empty for a tombstone."""

    post_id: int
    card: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Replies:
    """Some replies, whether earlier ones exist, and the id after which later ones stand (``None`` at the end)."""

    items: list[Item]
    has_earlier: bool
    next_after: int | None


def thread_root(viewer: Viewer, thread_id: int) -> Post:
    """Return the first post of a thread, or its tombstone while a reply or a quote of it still stands.

    Raises :class:`Missing` when the viewer may not read it, and when nothing of it is left.
    """
    root = Post.objects.select_related("author").filter(readable_by(viewer), pk=thread_id, reply_to=None).first()
    if root is None:
        raise Missing
    if root.deleted_at is not None and not _still_means_something(root, viewer):
        raise Missing
    return root


def _still_means_something(root: Post, viewer: Viewer) -> bool:
    standing = Post.objects.filter(visible_to(viewer))
    return standing.filter(thread=root).exists() or standing.filter(quoted=root).exists()


def item_of(post: Post, viewer: Viewer, language: str) -> Item:
    """Return one post that the viewer may read, or its tombstone."""
    return _items([(post.pk, post.author_id)], viewer, language)[0]


def replies_of(thread: Post, viewer: Viewer, language: str, after: int | None = None) -> Replies:
    """Return a page of the replies in a thread that the viewer may read: two statements, whatever their number."""
    rows = Post.objects.filter(readable_by(viewer), _REPLIES, thread=thread).order_by("id")
    if after is not None:
        rows = rows.filter(id__gt=after)
    found = list(rows.values_list("id", "author_id")[: REPLIES_PER_PAGE + 1])
    shown = found[:REPLIES_PER_PAGE]
    next_after = shown[-1][0] if len(found) > REPLIES_PER_PAGE else None
    return Replies(_items(shown, viewer, language), after is not None, next_after)


def page_start(post: Post) -> int | None:
    """Return the id after which the page that shows a reply begins; ``None`` for the first page."""
    earlier = Post.objects.filter(_REPLIES, thread=post.thread_id, id__lt=post.pk).order_by("-id")
    before = list(earlier.values_list("id", flat=True)[:REPLIES_PER_PAGE])
    return before[BEFORE_IT] if len(before) == REPLIES_PER_PAGE else None


def _items(found: list[tuple[int, int]], viewer: Viewer, language: str) -> list[Item]:
    now = time.time()
    prepared = rows_of([post_id for post_id, _ in found], viewer, language)
    rows, verdicts = {row[0]: row for row in prepared}, sifted(prepared, viewer, Place.THREADS)
    return [
        Item(
            post_id,
            _card(rows[post_id], verdicts, language, now) if post_id in rows else "",
            post_id in rows and author_id == viewer.actor_id,
        )
        for post_id, author_id in found
    ]


def _card(row: tuple[Any, ...], verdicts: stitch.Verdicts, language: str, now: float) -> str:
    """Return a card, folded when the reader keeps it quiet: in a thread that one opens everything has its place."""
    names = verdicts.get(row[0], ())
    # What a filter hides leaves its place to a fold without a name.
    return stitch.folded(row[0], stitch.card(row, language, now), ("",) if names is None else names, language)
