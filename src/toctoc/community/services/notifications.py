"""Tell actors what they should know, and remember that they read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from toctoc.community.events import ActorsTold
from toctoc.community.models import Notification, Post
from toctoc.community.models.notification import NotificationKind
from toctoc.community.policies import readers_among
from toctoc.community.queries.quiet import wants_to_hear
from toctoc.community.services.push import wake
from toctoc.community.services.sorting import keep_apart, sorted_out
from toctoc.kernel import clock
from toctoc.kernel.events import publish
from toctoc.live.services import announce
from toctoc.people.policies import viewer_for
from toctoc.people.services.blocks import is_block_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toctoc.people.models import Actor


def notify(
    kind: NotificationKind, *, recipients: Iterable[Actor], actor_id: int | None, post: Post | None, address: str = ""
) -> None:
    """Tell ``recipients`` that ``actor_id`` did something, in the caller's transaction; ``None`` is the place itself.

    ``address`` is the path of the page it is about, when that is neither the post's nor the actor's. Nobody is told of
    their own doing, nor of a post they may not read.
    """
    told = [r for r in _hearers(recipients, actor_id, post) if _wants_to_hear(r, kind, actor_id, post)]
    shown, apart = sorted_out(kind, told, actor_id, post)
    written = _write(shown, kind=kind, actor_id=actor_id, post=post, address=address)
    if shown:
        wake(written)
        announce("notification", channels=[f"actor:{r.pk}" for r in shown], payload=_payload(kind, written))
        publish(ActorsTold(notification_ids=tuple(each.pk for each in written)))
    if apart and actor_id is not None:
        # Read, so that nothing counts it: whoever lets it through finds it as new.
        aside = {"is_apart": True, "read_at": clock.now()}
        _write(apart, kind=kind, actor_id=actor_id, post=post, address=address, **aside)
        keep_apart(recipients=apart, sender_id=actor_id, post=post)


def _write(recipients: list[Actor], **said: object) -> list[Notification]:
    return Notification.objects.bulk_create(Notification(recipient=recipient, **said) for recipient in recipients)


def _payload(kind: NotificationKind, written: Sequence[Notification]) -> dict[str, object]:
    """Return what streams say of notifications: between which ids they are, and the kind's words, whoever writes."""
    ids = [each.pk for each in written]
    with translation.override(settings.LANGUAGE_CODE):
        return {"kind": kind.value, "words": str(kind.label), "first": str(min(ids)), "last": str(max(ids))}


def notify_once(
    kind: NotificationKind, *, recipient: Actor, actor_id: int, post: Post | None, address: str = ""
) -> None:
    """Tell as :func:`notify` does, unless it was told before: a gesture taken back can be made again for ever."""
    if not Notification.objects.filter(recipient=recipient, kind=kind, actor=actor_id, post=post).exists():
        notify(kind, recipients=[recipient], actor_id=actor_id, post=post, address=address)


def clear_all(*, reader: Actor) -> None:
    """Delete everything an actor was told; what waits apart goes on waiting."""
    Notification.objects.filter(recipient=reader, is_apart=False).delete()


def dismiss(*, reader: Actor, notification_ids: Sequence[int]) -> None:
    """Delete some notifications of one's own; others' are not there."""
    Notification.objects.filter(recipient=reader, pk__in=notification_ids).delete()


def read_all(*, reader: Actor, up_to: int) -> None:
    """Mark as read what came up to the notification ``up_to``, the newest one the reader saw."""
    Notification.objects.filter(recipient=reader, read_at=None, id__lte=up_to).update(read_at=clock.now())


def read_about(*, reader: Actor, address: str) -> None:
    """Mark as read what is about one page: whoever reads the page knows."""
    Notification.objects.filter(recipient=reader, read_at=None, address=address).update(read_at=clock.now())


def read_knock(*, reader_id: int, post_id: int) -> None:
    """Mark as read that a question knocked: whoever opened or answered it knows."""
    told = Notification.objects.filter(recipient=reader_id, read_at=None, kind=NotificationKind.INVITED, post=post_id)
    told.update(read_at=clock.now())


def read_request(*, reader_id: int, asker_id: int) -> None:
    """Mark as read that somebody asked to follow: the request waits no longer."""
    told = Notification.objects.filter(recipient=reader_id, read_at=None, kind=NotificationKind.REQUEST, actor=asker_id)
    told.update(read_at=clock.now())


def read_between(*, one: int, other: int) -> None:
    """Mark as read what two actors were told of each other: they have nothing to do with one another any more."""
    read_from(reader=one, actor=other)
    read_from(reader=other, actor=one)


def read_from(*, reader: int, actor: int) -> None:
    """Mark as read what ``reader`` was told of ``actor``, which it does not want to hear of."""
    Notification.objects.filter(recipient=reader, actor=actor, read_at=None).update(read_at=clock.now())


def _wants_to_hear(recipient: Actor, kind: NotificationKind, actor_id: int | None, post: Post | None) -> bool:
    """Tell whether neither a block nor the recipient's own quiet stands between; moderation is always heard."""
    if kind in {NotificationKind.DECISION, NotificationKind.ALERT}:
        return True
    if recipient.blocks_count and actor_id is not None and is_block_between(recipient.pk, actor_id):
        return False
    return not recipient.quiet_version or wants_to_hear(viewer_for(recipient), actor_id, post)


def _hearers(recipients: Iterable[Actor], actor_id: int | None, post: Post | None) -> list[Actor]:
    others = [recipient for recipient in recipients if recipient.pk != actor_id and recipient.account_id is not None]
    if post is None:
        return [recipient for recipient in others if recipient.suspended_at is None]
    readers = readers_among(post, others)
    return [recipient for recipient in others if recipient.pk in readers]
