"""Sort news by the wishes of who receives them: show them, keep them apart, or write none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from toctoc.community.models import NoticePass, NoticePolicy, NoticeRequest, Notification, Post
from toctoc.community.rules.sorting import (
    ACCEPT,
    FILTER,
    NEW_FOR,
    SAID,
    SORTED,
    Sender,
    Sorting,
    checked_fates,
    fate_of,
    sorting_in,
)
from toctoc.kernel import clock
from toctoc.people.models import Actor, Follow
from toctoc.people.rules.audience import NAMED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toctoc.community.models.notification import NotificationKind

USUAL = Sorting()


def sorted_out(
    kind: NotificationKind, told: list[Actor], actor_id: int | None, post: Post | None
) -> tuple[list[Actor], list[Actor]]:
    """Return those of ``told`` who are shown a notification, and those for whom it waits apart.

    One statement more where nobody chose anything and moderation does not limit ``actor_id``.
    """
    sender = Actor.objects.filter(pk=actor_id).first() if actor_id is not None and told else None
    if sender is None:
        return told, []
    chosen = _chosen_by(told) if kind in SORTED else {}
    if not chosen and sender.limited_at is None:
        return told, []
    about = _facts(kind, sender, told, post)
    fates = {actor.pk: fate_of(about[actor.pk], chosen.get(actor.pk, USUAL)) for actor in told}
    shown = [actor for actor in told if fates[actor.pk] == ACCEPT]
    return shown, [actor for actor in told if fates[actor.pk] == FILTER]


def _chosen_by(told: list[Actor]) -> dict[int, Sorting]:
    rows = NoticePolicy.objects.filter(actor__in=told)
    return {row.actor_id: sorting_in(row) for row in rows}


def _facts(kind: NotificationKind, sender: Actor, told: list[Actor], post: Post | None) -> dict[int, Sender]:
    """Return what is known of the sender, by recipient: four statements at most, whatever their number."""
    following = set(Follow.objects.filter(followee=sender, follower__in=told).values_list("follower", flat=True))
    followed = set(Follow.objects.filter(follower=sender, followee__in=told).values_list("followee", flat=True))
    passed = set(NoticePass.objects.filter(sender=sender, recipient__in=told).values_list("recipient", flat=True))
    is_private = post is not None and post.audience == NAMED and kind in SAID
    aim = Post.objects.filter(pk=post.reply_to_id).first() if is_private and post and post.reply_to_id else None
    is_new = sender.created_at > clock.now() - NEW_FOR
    return {
        actor.pk: Sender(
            is_followed=actor.pk in following,
            is_follower=actor.pk in followed,
            is_new=is_new,
            is_limited=sender.limited_at is not None,
            is_private=is_private and (aim is None or aim.author_id != actor.pk),
            has_pass=actor.pk in passed,
        )
        for actor in told
    }


def keep_apart(*, recipients: Sequence[Actor], sender_id: int, post: Post | None) -> None:
    """Count one more notification that waits apart, for each of some, in the caller's transaction."""
    now = clock.now()
    for recipient in recipients:
        row, is_new = NoticeRequest.objects.get_or_create(
            recipient=recipient, sender_id=sender_id, defaults={"count": 1, "last_post": post, "updated_at": now}
        )
        if not is_new:
            values = {"count": F("count") + 1, "updated_at": now} | ({"last_post": post} if post is not None else {})
            NoticeRequest.objects.filter(pk=row.pk).update(**values)


@transaction.atomic
def choose_policy(*, actor: Actor, chosen: dict[str, str]) -> NoticePolicy:
    """Say what becomes of news from whom from now on; what is not named stays. Raises :class:`Invalid`."""
    return NoticePolicy.objects.update_or_create(actor=actor, defaults=checked_fates(chosen))[0]


@transaction.atomic
def let_through(*, actor: Actor, request_ids: Iterable[int]) -> None:
    """Show what waits apart, and all that its senders do from now on; of others' requests nothing happens."""
    senders = _answered(actor, request_ids)
    NoticePass.objects.bulk_create(
        [NoticePass(recipient=actor, sender_id=sender) for sender in senders], ignore_conflicts=True
    )
    waiting = Notification.objects.filter(recipient=actor, actor__in=senders, is_apart=True)
    waiting.update(is_apart=False, read_at=None)


@transaction.atomic
def put_away(*, actor: Actor, request_ids: Iterable[int]) -> None:
    """Delete what waits apart without showing it; nobody is told, and later news wait as before."""
    senders = _answered(actor, request_ids)
    Notification.objects.filter(recipient=actor, actor__in=senders, is_apart=True).delete()


def _answered(actor: Actor, request_ids: Iterable[int]) -> list[int]:
    """Delete requests of one's own and return who they were from."""
    # Held, so that news that come meanwhile make a request of their own.
    rows = NoticeRequest.objects.select_for_update(no_key=True).filter(recipient=actor, pk__in=list(request_ids))
    found = list(rows.order_by("pk"))
    NoticeRequest.objects.filter(pk__in=[row.pk for row in found]).delete()
    return [row.sender_id for row in found]
