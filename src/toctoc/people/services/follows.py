"""Follow, ask to follow, and unfollow: the one way in."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from toctoc.kernel.errors import Invalid
from toctoc.kernel.events import publish
from toctoc.people.events import ActorFollowed, ActorUnfollowed, FollowAnswered, FollowRequested
from toctoc.people.models import Actor, Endorsement, Follow, FollowRequest
from toctoc.people.policies import may_follow
from toctoc.people.queries import is_blocking
from toctoc.people.rules.ties import NO_WISH, Tie, Wishes


@transaction.atomic
def follow(*, follower: Actor, followee: Actor, wishes: Wishes = NO_WISH) -> Tie:
    """Follow an actor, or ask one who approves its followers; return which. Doing it twice changes only the wishes.

    Raises :class:`Invalid` for oneself, :class:`Missing` for who blocked the follower, :class:`Refused` for whom it
    blocked.
    """
    wished = wishes.columns()
    # Held before the question: a block that is being pressed is waited for, and the one that waits finds this follow.
    hold_both(follower, followee)
    may_follow(
        follower,
        has_blocked=is_blocking(follower.pk, followee.pk),
        is_blocked=is_blocking(followee.pk, follower.pk),
    )
    if follower.pk == followee.pk:
        raise Invalid("On ne peut pas se suivre soi-même.", field="followee")
    tie = Follow.objects.filter(follower=follower, followee=followee).first()
    if tie is not None:
        _change(tie, wished)
        return Tie.FOLLOWS
    if Actor.objects.filter(pk=followee.pk, approves_followers=True).exists():
        _ask(follower, followee, wished)
        return Tie.REQUESTED
    begin(follower=follower, followee=followee, wished=wished)
    return Tie.FOLLOWS


def begin(*, follower: Actor, followee: Actor, wished: dict[str, bool | str], was_asked: bool = False) -> None:
    """Write a follow that nothing stands against; both are held, and the request that led to it is gone."""
    FollowRequest.objects.filter(asker=follower, asked=followee).delete()
    _, is_new = Follow.objects.get_or_create(follower=follower, followee=followee, defaults=wished)
    if is_new:
        _count(follower, followee, by=1)
        publish(ActorFollowed(follower_id=follower.pk, followee_id=followee.pk, was_asked=was_asked))


def _change(tie: Follow, wished: dict[str, bool | str]) -> None:
    if any(getattr(tie, name) != value for name, value in wished.items()):
        Follow.objects.filter(pk=tie.pk).update(**wished)
        # Lists that are kept in memory may leave out what was wished otherwise.
        Actor.objects.filter(pk=tie.follower_id).update(follows_version=F("follows_version") + 1)


def _ask(asker: Actor, asked: Actor, wished: dict[str, bool | str]) -> None:
    _, is_new = FollowRequest.objects.update_or_create(asker=asker, asked=asked, defaults=wished)
    if is_new:
        publish(FollowRequested(asker_id=asker.pk, asked_id=asked.pk))


@transaction.atomic
def unfollow(*, follower: Actor, followee: Actor) -> None:
    """Stop following an actor, or asking to; doing it twice changes nothing."""
    withdrawn, _ = FollowRequest.objects.filter(asker=follower, asked=followee).delete()
    if withdrawn:
        publish(FollowAnswered(asker_id=follower.pk, asked_id=followee.pk))
    # Whom one puts forward, one follows.
    Endorsement.objects.filter(endorser=follower, endorsed=followee).delete()
    deleted, _ = Follow.objects.filter(follower=follower, followee=followee).delete()
    if deleted:
        _count(follower, followee, by=-1)
        publish(ActorUnfollowed(follower_id=follower.pk, followee_id=followee.pk))


def remove_follower(*, actor: Actor, follower: Actor) -> None:
    """Have somebody follow ``actor`` no longer; nobody is told, and it may follow again. Twice changes nothing."""
    unfollow(follower=follower, followee=actor)


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
