"""Tell actors what they should know, and remember that they read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.models import Notification, Post
from toctoc.community.policies import may_be_read
from toctoc.kernel import clock
from toctoc.live.services import announce
from toctoc.people.policies import viewer_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.community.models.notification import NotificationKind
    from toctoc.people.models import Actor


def notify(
    kind: NotificationKind, *, recipients: Iterable[Actor], actor_id: int | None, post: Post | None, address: str = ""
) -> None:
    """Tell ``recipients`` that ``actor_id`` did something, in the caller's transaction; ``None`` is the place itself.

    ``address`` is the path of the page it is about, when that is neither the post's nor the actor's. Nobody is told of
    their own doing, nor of a post they may not read.
    """
    told = [r for r in recipients if r.pk != actor_id and r.account_id is not None and _may_hear(r, post)]
    Notification.objects.bulk_create(
        Notification(recipient=recipient, kind=kind, actor_id=actor_id, post=post, address=address)
        for recipient in told
    )
    if told:
        announce("notification", channels=[f"actor:{r.pk}" for r in told[:10]], payload={"kind": kind.value})


def notify_once(kind: NotificationKind, *, recipient: Actor, actor_id: int, post: Post | None) -> None:
    """Tell as :func:`notify` does, unless it was told before: a gesture taken back can be made again for ever."""
    if not Notification.objects.filter(recipient=recipient, kind=kind, actor=actor_id, post=post).exists():
        notify(kind, recipients=[recipient], actor_id=actor_id, post=post)


def read_all(*, reader: Actor, up_to: int) -> None:
    """Mark as read what came up to the notification ``up_to``, the newest one the reader saw."""
    Notification.objects.filter(recipient=reader, read_at=None, id__lte=up_to).update(read_at=clock.now())


def _may_hear(recipient: Actor, post: Post | None) -> bool:
    if post is None:
        return recipient.suspended_at is None
    return may_be_read(viewer_for(recipient), post)
