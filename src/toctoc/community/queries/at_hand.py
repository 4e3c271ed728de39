"""Rows that a service has just written, for those who hear of it in the same transaction and would read them again."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from toctoc.community.models import Post

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_NONE: Mapping[int, Post] = {}
_held: ContextVar[Mapping[int, Post]] = ContextVar("rows at hand", default=_NONE)


@contextmanager
def at_hand(*posts: Post) -> Iterator[None]:
    """Hold ``posts`` while they are told of. Whoever changes one in the meantime changes the row it was handed, too."""
    before = _held.set({**_held.get(), **{post.pk: post for post in posts}})
    try:
        yield
    finally:
        _held.reset(before)


def post_at_hand(post_id: int) -> Post:
    """Return a post that is told of, read if need be; raise :class:`Post.DoesNotExist` when there is none."""
    held = _held.get().get(post_id)
    return held if held is not None else Post.objects.select_related("author").get(pk=post_id)


def posts_at_hand(post_ids: Sequence[int]) -> list[Post]:
    """Return posts that are told of, in any order; those that do not exist are left out."""
    held = _held.get()
    missing = [post_id for post_id in post_ids if post_id not in held]
    found = list(Post.objects.filter(pk__in=missing).select_related("author")) if missing else []
    return [*(held[post_id] for post_id in post_ids if post_id in held), *found]
