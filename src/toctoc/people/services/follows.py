"""Follow and unfollow."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from toctoc.kernel.errors import Invalid
from toctoc.kernel.events import publish
from toctoc.people.events import ActorFollowed, ActorUnfollowed
from toctoc.people.models import Actor, Follow
from toctoc.people.policies import may_follow
from toctoc.people.queries import is_blocking


@transaction.atomic
def follow(*, follower: Actor, followee: Actor) -> None:
    """Follow an actor; doing it twice changes nothing.

    Raises :class:`Invalid` for oneself, :class:`Missing` for who blocked the follower, :class:`Refused` for whom it
    blocked.
    """
    # Held before the question: a block that is being pressed is waited for, and the one that waits finds this follow.
    hold_both(follower, followee)
    may_follow(
        follower,
        has_blocked=is_blocking(follower.pk, followee.pk),
        is_blocked=is_blocking(followee.pk, follower.pk),
    )
    if follower.pk == followee.pk:
        raise Invalid("On ne peut pas se suivre soi-même.", field="followee")
    _, is_new = Follow.objects.get_or_create(follower=follower, followee=followee)
    if is_new:
        _count(follower, followee, by=1)
        publish(ActorFollowed(follower_id=follower.pk, followee_id=followee.pk))


@transaction.atomic
def unfollow(*, follower: Actor, followee: Actor) -> None:
    """Stop following an actor; doing it twice changes nothing."""
    deleted, _ = Follow.objects.filter(follower=follower, followee=followee).delete()
    if deleted:
        _count(follower, followee, by=-1)
        publish(ActorUnfollowed(follower_id=follower.pk, followee_id=followee.pk))


def hold_both(one: Actor, other: Actor) -> None:
    """Let nobody else tie or untie two actors before the end of the transaction.

    In the order of ids, so that two who follow each other at the same moment do not wait for each other.
    """
    both = Actor.objects.filter(pk__in=[one.pk, other.pk]).order_by("pk")
    list(both.select_for_update(no_key=True).values_list("pk"))


def _count(follower: Actor, followee: Actor, *, by: int) -> None:
    hold_both(follower, followee)
    Actor.objects.filter(pk=follower.pk).update(
        following_count=F("following_count") + by, follows_version=F("follows_version") + 1
    )
    Actor.objects.filter(pk=followee.pk).update(followers_count=F("followers_count") + by)
