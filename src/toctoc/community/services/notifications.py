"""Tell actors what they should know, and remember that they read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.models import Notification, Post
from toctoc.community.models.notification import NotificationKind
from toctoc.community.policies import may_be_read
from toctoc.community.queries.quiet import wants_to_hear
from toctoc.community.services.push import wake
from toctoc.kernel import clock
from toctoc.live.services import announce
from toctoc.people.models import Actor, Follow
from toctoc.people.policies import viewer_for
from toctoc.people.services.blocks import is_block_between

if TYPE_CHECKING:
    from collections.abc import Iterable


def notify(
    kind: NotificationKind, *, recipients: Iterable[Actor], actor_id: int | None, post: Post | None, address: str = ""
) -> None:
    """Tell ``recipients`` that ``actor_id`` did something, in the caller's transaction; ``None`` is the place itself.

    ``address`` is the path of the page it is about, when that is neither the post's nor the actor's. Nobody is told of
    their own doing, nor of a post they may not read.
    """
    heard = (r for r in recipients if r.pk != actor_id and r.account_id is not None and _may_hear(r, post))
    told = [r for r in heard if _wants_to_hear(r, kind, actor_id, post)]
    told = _who_follows(actor_id, told) if told and _is_limited(actor_id) else told
    written = Notification.objects.bulk_create(
        Notification(recipient=recipient, kind=kind, actor_id=actor_id, post=post, address=address)
        for recipient in told
    )
    if told:
        wake(written)
        announce("notification", channels=[f"actor:{r.pk}" for r in told[:10]], payload={"kind": kind.value})


def notify_once(kind: NotificationKind, *, recipient: Actor, actor_id: int, post: Post | None) -> None:
    """Tell as :func:`notify` does, unless it was told before: a gesture taken back can be made again for ever."""
    if not Notification.objects.filter(recipient=recipient, kind=kind, actor=actor_id, post=post).exists():
        notify(kind, recipients=[recipient], actor_id=actor_id, post=post)


def read_all(*, reader: Actor, up_to: int) -> None:
    """Mark as read what came up to the notification ``up_to``, the newest one the reader saw."""
    Notification.objects.filter(recipient=reader, read_at=None, id__lte=up_to).update(read_at=clock.now())


def read_about(*, reader: Actor, address: str) -> None:
    """Mark as read what is about one page: whoever reads the page knows."""
    Notification.objects.filter(recipient=reader, read_at=None, address=address).update(read_at=clock.now())


def read_between(*, one: int, other: int) -> None:
    """Mark as read what two actors were told of each other: they have nothing to do with one another any more."""
    read_from(reader=one, actor=other)
    read_from(reader=other, actor=one)


def read_from(*, reader: int, actor: int) -> None:
    """Mark as read what ``reader`` was told of ``actor``, which it does not want to hear of."""
    Notification.objects.filter(recipient=reader, actor=actor, read_at=None).update(read_at=clock.now())


def _wants_to_hear(recipient: Actor, kind: NotificationKind, actor_id: int | None, post: Post | None) -> bool:
    """Tell whether neither a block nor the recipient's own quiet stands between; moderation is always heard."""
    if kind == NotificationKind.DECISION:
        return True
    if recipient.blocks_count and actor_id is not None and is_block_between(recipient.pk, actor_id):
        return False
    return not recipient.quiet_version or wants_to_hear(viewer_for(recipient), actor_id, post)


def _may_hear(recipient: Actor, post: Post | None) -> bool:
    if post is None:
        return recipient.suspended_at is None
    return may_be_read(viewer_for(recipient), post)


def _is_limited(actor_id: int | None) -> bool:
    return actor_id is not None and Actor.objects.filter(pk=actor_id, limited_at__isnull=False).exists()


def _who_follows(actor_id: int | None, told: list[Actor]) -> list[Actor]:
    """Return those who asked to hear of an actor that moderation limits."""
    followers = Follow.objects.filter(followee=actor_id, follower__in=told)
    heard = set(followers.values_list("follower", flat=True))
    return [actor for actor in told if actor.pk in heard]
