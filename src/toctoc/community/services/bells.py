"""Tell those who asked to hear of every thread that somebody begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models import Notification, Post
from toctoc.community.models.notification import NotificationKind
from toctoc.community.services.notifications import notify
from toctoc.people.models import Follow
from toctoc.people.queries.statements import execute, placeholders

if TYPE_CHECKING:
    from toctoc.kernel.progress import Progress

# The task that does it, after the post is there.
RING = "community.ring_bells"
BATCH = 100
_HAS_BELLS = "SELECT 1 FROM people_follow WHERE followee_id = %s AND notify LIMIT 1"


def has_bells(author_id: int) -> bool:
    """Tell whether anybody rang the bell of an author."""
    return bool(execute(placeholders(_HAS_BELLS), [author_id]))


def ring(*, post_id: int, progress: Progress) -> None:
    """Tell them, a few in each transaction; run again, nobody is told twice."""
    post = Post.objects.select_related("author").filter(pk=post_id, deleted_at=None).first()
    last = 0
    while post is not None and (last := _ring_some(post, last)):
        progress.step()


@transaction.atomic
def _ring_some(post: Post, after: int) -> int:
    """Tell the next few; return the last tie that was looked at, zero when there is none."""
    ties = Follow.objects.filter(followee=post.author_id, notify=True, pk__gt=after).select_related("follower")
    some = list(ties.order_by("pk")[:BATCH])
    # Whoever is named in it knows already.
    known = Notification.objects.filter(post=post, recipient__in=[tie.follower_id for tie in some])
    told = set(known.values_list("recipient", flat=True))
    waiting = [tie.follower for tie in some if tie.follower_id not in told and _reads(tie, post)]
    notify(NotificationKind.NEW_POST, recipients=waiting, actor_id=post.author_id, post=post)
    return some[-1].pk if some else 0


def _reads(tie: Follow, post: Post) -> bool:
    return not tie.languages or post.language in tie.languages.split(",")
