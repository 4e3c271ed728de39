"""What an actor should know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from toctoc.community.models import Notification, Post
from toctoc.community.models.notification import NotificationKind
from toctoc.community.policies import visible_to
from toctoc.community.queries.quiet import silent_for
from toctoc.kernel.pagination import Cut, Page, page_of
from toctoc.people.models import Block
from toctoc.people.policies import viewer_for
from toctoc.people.queries.statements import execute, placeholders

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import QuerySet

    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer

MOST_COUNTED = 99
# A room above says which questions, of some, still wait for a reader whom they were brought to.
still_knocking: list[Callable[[Actor, list[int]], set[int]]] = []
# By hand: every page asks it, and writing it out took the ORM longer than all cards.
_UNREAD = (
    "SELECT count(*) FROM (SELECT 1 FROM community_notification "  # noqa: S608 a number of ours
    f"WHERE recipient_id = %s AND read_at IS NULL LIMIT {MOST_COUNTED}) few"
)


def notifications_of(actor: Actor, asked: Cut) -> Page[Notification]:
    """Return an actor's notifications, newest first, with who caused them and the post."""
    rows = notices_of(actor).select_related("actor", "post").order_by("-id")
    if asked.before is not None:
        rows = rows.filter(id__lt=asked.before)
    return page_of(list(rows[: asked.size + 1]), asked, lambda notification: notification.pk)


def notices_of(actor: Actor, *, with_apart: bool = False) -> QuerySet[Notification]:
    """Return what an actor should know, in no order; what it keeps apart only when asked for.

    Left out are those by whom it blocked, or was blocked by, and those by whom it does not want to hear now.
    """
    rows = Notification.objects.filter(recipient=actor)
    if not with_apart:
        rows = rows.filter(is_apart=False)
    if actor.blocks_count:
        by_reader = Block.objects.filter(blocker=actor, blocked=OuterRef("actor"))
        by_other = Block.objects.filter(blocker=OuterRef("actor"), blocked=actor)
        rows = rows.filter(~Exists(by_reader), ~Exists(by_other))
    if silent := silent_for(viewer_for(actor)):
        # Not ``exclude``: what the place itself says has no actor.
        rows = rows.filter(Q(actor=None) | ~Q(actor__in=silent))
    return rows


def readable_among(notifications: Sequence[Notification], viewer: Viewer) -> set[int]:
    """Return the ids of the posts that notifications are about and that the viewer may still read."""
    ids = [n.post_id for n in notifications if n.post_id is not None]
    return set(Post.objects.filter(visible_to(viewer), pk__in=ids).values_list("id", flat=True)) if ids else set()


def knocking_among(notifications: Sequence[Notification], reader: Actor) -> set[int]:
    """Return the ids of the posts that still wait for the reader's answer; asks nothing when none knocked."""
    knocked = [n.post_id for n in notifications if n.kind == NotificationKind.INVITED and n.post_id is not None]
    return set().union(*(asks(reader, knocked) for asks in still_knocking)) if knocked else set()


def unread_count(actor_id: int) -> int:
    """Return how many notifications wait, at most :data:`MOST_COUNTED`."""
    return int(execute(placeholders(_UNREAD), [actor_id])[0][0])
