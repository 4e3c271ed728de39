"""What feeds tell: the newest of what is public, and of one group to those who belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.models import FeedKey, Hashtag, Post
from toctoc.community.policies import visible_to
from toctoc.people.models import Actor
from toctoc.people.models.actor import ActorKind
from toctoc.people.policies import takes_part, viewer_for
from toctoc.people.rules.audience import PUBLIC, STRANGER, group_audience, place_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

ENTRIES = 20


def public_threads_by(author: Actor) -> list[Post]:
    """Return the newest public threads of an actor: not unlisted ones, which stand in no list."""
    return _newest(_public().filter(author=author, reply_to=None))


def public_posts_with(word: str) -> list[Post]:
    """Return the newest public posts that carry a hashtag; whom moderation limits is in no public list."""
    return _newest(
        _public().filter(author__limited_at=None, pk__in=Hashtag.objects.filter(word=word.lower()).values("post"))
    )


def group_threads_for(key: FeedKey) -> list[Post]:
    """Return the newest threads of a group that the owner of an address may read now; none once it left."""
    if not takes_part(key.actor.account):
        return []
    viewer, word = viewer_for(key.actor, key.actor.account), group_audience(key.group_id)
    if word not in viewer.audiences:
        return []
    return _newest(Post.objects.filter(visible_to(viewer), audience=word, reply_to=None))


def groups_of(actor: Actor) -> list[Actor]:
    """Return the groups an actor belongs to, by name."""
    places = [place_of(word) for word in viewer_for(actor).audiences]
    groups = Actor.objects.speaking().filter(pk__in=[place for place in places if place], kind=ActorKind.GROUP)
    return list(groups.order_by("display_name", "pk"))


def feed_keys_of(actor: Actor) -> dict[int, FeedKey]:
    """Return the open addresses of an actor, by group."""
    return {key.group_id: key for key in FeedKey.objects.filter(actor=actor)}


def _public() -> QuerySet[Post]:
    return Post.objects.filter(visible_to(STRANGER), audience=PUBLIC)


def _newest(posts: QuerySet[Post]) -> list[Post]:
    return list(posts.select_related("author").order_by("-id")[:ENTRIES])
