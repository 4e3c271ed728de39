"""What somebody missed since a moment: what a letter may tell of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.community.models import Notification, Post
from toctoc.community.policies import visible_to
from toctoc.community.queries.quiet import verdicts
from toctoc.community.rules.filters import Place
from toctoc.kernel.ids import id_at
from toctoc.people.models import Follow
from toctoc.people.policies import viewer_for
from toctoc.people.rules.audience import PUBLIC

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.people.models import Actor

# The most that is looked at, and told of by name.
LOOKED_AT = 40
NAMED = 5
MOST_COUNTED = 99


@dataclass(frozen=True, slots=True)
class Missed:
    """Threads begun by those followed: public ones, and how many others there are."""

    public: list[Post]
    others: int


def threads_missed(actor: Actor, since: datetime) -> Missed:
    """Return the threads begun since by those an actor follows, as it may read them and wants to."""
    viewer = viewer_for(actor, actor.account)
    followed = Follow.objects.filter(follower=actor).values("followee")
    begun = Post.objects.filter(author__in=followed, reply_to=None, pk__gte=id_at(since)).filter(visible_to(viewer))
    found = list(begun.select_related("author").order_by("-id")[:LOOKED_AT])
    judged = verdicts([post.pk for post in found], viewer, Place.HOME) if viewer.quiet else {}
    # What would be folded is not read by itself in a letter either.
    wanted = [post for post in found if post.pk not in judged]
    public = [post for post in wanted if post.audience == PUBLIC][:NAMED]
    return Missed(public, len(wanted) - len(public))


def notices_missed(actor: Actor, since: datetime) -> int:
    """Return how many notifications came since and are unread, at most :data:`MOST_COUNTED`."""
    waiting = Notification.objects.filter(recipient=actor, read_at=None, pk__gte=id_at(since))
    return waiting.values("id")[:MOST_COUNTED].count()
