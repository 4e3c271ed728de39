"""Follow and unfollow."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from toctoc.kernel.errors import Invalid
from toctoc.kernel.events import publish
from toctoc.people.events import ActorFollowed, ActorUnfollowed
from toctoc.people.models import Actor, Follow
from toctoc.people.policies import may_speak


@transaction.atomic
def follow(*, follower: Actor, followee: Actor) -> None:
    """Follow an actor; doing it twice changes nothing. Raises :class:`Invalid` for oneself."""
    may_speak(follower)
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


def _count(follower: Actor, followee: Actor, *, by: int) -> None:
    # In the order of ids, so that two who follow each other at the same moment do not wait for each other.
    both = Actor.objects.filter(pk__in=[follower.pk, followee.pk]).order_by("pk")
    list(both.select_for_update(no_key=True).values_list("pk"))
    Actor.objects.filter(pk=follower.pk).update(
        following_count=F("following_count") + by, follows_version=F("follows_version") + 1
    )
    Actor.objects.filter(pk=followee.pk).update(followers_count=F("followers_count") + by)
