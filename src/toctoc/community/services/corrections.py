"""Tell those who show a post to others that it says something else now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models import Boost, Notification, Post
from toctoc.community.models.notification import NotificationKind
from toctoc.community.services.notifications import notify

if TYPE_CHECKING:
    from toctoc.kernel.progress import Progress

# The task that does it, after the edit is there.
TELL = "community.tell_boosters"
BATCH = 100


def is_boosted(post_id: int) -> bool:
    """Tell whether anybody shows a post to others."""
    return Boost.objects.filter(post=post_id).exists()


def tell_boosters(*, post_id: int, progress: Progress) -> None:
    """Tell them, a few in each transaction; run again, nobody is told twice of one edit."""
    post = Post.objects.select_related("author").filter(pk=post_id, deleted_at=None).first()
    last = 0
    while post is not None and (last := _tell_some(post, last)):
        progress.step()


@transaction.atomic
def _tell_some(post: Post, after: int) -> int:
    """Tell the next few; return the last boost that was looked at, zero when there is none."""
    some = list(Boost.objects.filter(post=post, pk__gt=after).select_related("actor").order_by("pk")[:BATCH])
    known = Notification.objects.filter(
        kind=NotificationKind.EDIT,
        post=post,
        recipient__in=[boost.actor_id for boost in some],
        created_at__gte=post.edited_at or post.created_at,
    )
    told = set(known.values_list("recipient", flat=True))
    waiting = [boost.actor for boost in some if boost.actor_id not in told]
    notify(NotificationKind.EDIT, recipients=waiting, actor_id=post.author_id, post=post)
    return some[-1].pk if some else 0
