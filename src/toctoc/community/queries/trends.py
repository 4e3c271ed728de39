"""What many people speak about in public these days: hashtags, addresses, posts. Never what one person says alone.

Counted over a bounded number of the newest public posts, and kept in memory for some minutes: the same for everybody.
"""

from __future__ import annotations

import re
import time
from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

from django.db.models import Q

from toctoc.community.models import Favourite, Post
from toctoc.community.models.post import PostKind
from toctoc.community.policies import visible_to
from toctoc.community.queries.tags import public_uses
from toctoc.community.rules.tags import Trend, trends_in
from toctoc.kernel import clock
from toctoc.kernel.ids import id_at
from toctoc.people.policies import is_discoverable
from toctoc.people.queries.choices import choices_among
from toctoc.people.rules.audience import PUBLIC

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from toctoc.people.rules.audience import Viewer

T = TypeVar("T")

LASTS = timedelta(days=3)
KEPT_SECONDS = 300
# What is looked at: uses of hashtags, texts with addresses in them, gestures.
MOST_USES, MOST_TEXTS, MOST_GESTURES = 10_000, 2_000, 10_000
MOST_TRENDS = 40
MOST_READ = 200
_ADDRESS = re.compile(r"https?://[^\s<>\"'«»]{4,500}[^\s<>\"'«».,;:!?)\]…]")


class _Counted(Generic[T]):
    """Something that is counted again once some minutes old, by one thread of a process at a time."""

    def __init__(self, count: Callable[[], Iterable[T]]) -> None:
        self.count, self.until, self.found, self.counting = count, 0.0, list[T](), Lock()

    def now(self) -> list[T]:
        """Return what was counted last, or count."""
        with self.counting:
            if self.until < time.monotonic():
                self.found, self.until = list(self.count()), time.monotonic() + KEPT_SECONDS
            return self.found


def trending_tags() -> list[Trend]:
    """Return the hashtags that at least five people used in public these days, the most people first."""
    return _tags.now()


def trending_links() -> list[Trend]:
    """Return the addresses that at least five people gave in public these days, the most people first."""
    return _links.now()


def trending_posts(viewer: Viewer) -> list[int]:
    """Return ids of public posts that at least five people found useful these days, of those the viewer may read.

    Only by authors who let themselves be discovered.
    """
    ids = _posts.now()
    readable = set(Post.objects.filter(visible_to(viewer), pk__in=ids).values_list("pk", flat=True))
    return [post_id for post_id in ids if post_id in readable]


def forget_trends() -> None:
    """Have everything counted again at the next question."""
    for counted in (_tags, _links, _posts):
        counted.until = 0.0


def _since() -> int:
    return id_at(clock.now() - LASTS)


def _uses() -> Iterator[tuple[str, int]]:
    rows = public_uses().filter(post_id__gte=_since()).order_by("-post_id")
    return iter(rows.values_list("word", "post__author_id")[:MOST_USES])


def _addresses() -> Iterator[tuple[str, int]]:
    speaking = Q(author__suspended_at=None, author__limited_at=None, deleted_at=None)
    rows = Post.objects.filter(speaking, audience=PUBLIC, reply_to=None, pk__gte=_since(), text__contains="://")
    for text, author_id in rows.order_by("-pk").values_list("text", "author_id")[:MOST_TEXTS]:
        for address in dict.fromkeys(_ADDRESS.findall(text)):
            yield address, author_id


def _useful() -> list[int]:
    """Return what was found useful by enough people, of the newest public posts; the most first."""
    speaking = Q(post__author__suspended_at=None, post__author__limited_at=None, post__deleted_at=None)
    rows = Favourite.objects.filter(speaking, post__audience=PUBLIC, post_id__gte=_since())
    pairs = rows.exclude(post__kind=PostKind.NOTE).order_by("-pk").values_list("post_id", "actor_id")[:MOST_GESTURES]
    ids = [int(trend.subject) for trend in trends_in((str(post_id), actor_id) for post_id, actor_id in pairs)]
    authors = {post.pk: post.author for post in Post.objects.filter(pk__in=ids[:MOST_READ]).select_related("author")}
    choices = choices_among(list(authors.values()))
    shown = [
        post_id
        for post_id in ids
        if post_id in authors and is_discoverable(authors[post_id], choices[authors[post_id].pk])
    ]
    return shown[:MOST_TRENDS]


_tags = _Counted(lambda: trends_in(_uses())[:MOST_TRENDS])
_links = _Counted(lambda: trends_in(_addresses())[:MOST_TRENDS])
_posts = _Counted(_useful)
