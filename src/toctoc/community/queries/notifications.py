"""What an actor should know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.models import Notification
from toctoc.kernel.pagination import Cut, Page, page_of

if TYPE_CHECKING:
    from toctoc.people.models import Actor

MOST_COUNTED = 99


def notifications_of(actor: Actor, asked: Cut) -> Page[Notification]:
    """Return an actor's notifications, newest first, with who caused them and the post."""
    rows = Notification.objects.filter(recipient=actor).select_related("actor", "post").order_by("-id")
    if asked.before is not None:
        rows = rows.filter(id__lt=asked.before)
    return page_of(list(rows[: asked.size + 1]), asked, lambda notification: notification.pk)


def unread_count(actor_id: int) -> int:
    """Return how many notifications wait, at most :data:`MOST_COUNTED`."""
    waiting = Notification.objects.filter(recipient=actor_id, read_at=None)
    return waiting.values("id")[:MOST_COUNTED].count()
