"""Replies that only some read for now, until they are let in among those of their thread.

While a reply is apart its audience is *named people*, so that every door that asks who may read keeps it from the
others: lists, search, live streams, notifications, quotes. Why it is apart is known to a room above.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from toctoc.community.events import ReplyLetIn
from toctoc.community.models import Post, Reader
from toctoc.community.services.tombstones import hold, is_counted
from toctoc.kernel.events import publish
from toctoc.people.rules.audience import NAMED, readers_of

if TYPE_CHECKING:
    from collections.abc import Sequence


@transaction.atomic
def let_in(*, post: Post) -> Post:
    """Let all who read its thread read a reply that was apart; one that is not, or was taken back, stays as it is."""
    touched = {post.thread_id, post.reply_to_id or post.thread_id}
    held = hold(*touched, post.pk)
    reply, thread = held[post.pk], held[post.thread_id]
    if reply.audience != NAMED or reply.deleted_at is not None or reply.reply_to_id is None:
        return reply
    reply.audience = thread.audience
    reply.save(update_fields=["audience"])
    Reader.objects.filter(post=reply).delete()
    Reader.objects.bulk_create(Reader(post=reply, word=word) for word in readers_of(thread.audience))
    if is_counted(reply):
        Post.objects.filter(pk__in=touched).update(replies_count=F("replies_count") + 1)
    publish(
        ReplyLetIn(
            post_id=reply.pk,
            author_id=reply.author_id,
            thread_id=reply.thread_id,
            reply_to_id=reply.reply_to_id,
            audience=reply.audience,
        )
    )
    return reply


def show_apart(*, posts: Sequence[int], to: int) -> None:
    """Let one more actor read some replies that are apart; doing it twice changes nothing."""
    words = readers_of(NAMED, (to,))
    Reader.objects.bulk_create(
        (Reader(post_id=post, word=word) for post in posts for word in words), ignore_conflicts=True
    )


def hide_apart(*, posts: Sequence[int], to: int) -> None:
    """Let an actor no longer read some replies that are apart."""
    Reader.objects.filter(post__in=posts, word__in=readers_of(NAMED, (to,))).delete()
