"""Boost posts, and take boosts back. Doing either twice changes nothing."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from toctoc.community.events import BoostTakenBack, PostBoosted
from toctoc.community.models import Boost, Post
from toctoc.community.policies import may_boost, may_boost_now
from toctoc.kernel.events import publish
from toctoc.people.models import Actor


@transaction.atomic
def boost(*, actor: Actor, post: Post) -> Boost:
    """Show a post to those who follow ``actor``; its author is told once.

    Raises :class:`Missing` for what the actor may not read, :class:`Refused` for what is not for everybody or members,
    and :class:`TooMany` for who boosts a great deal.
    """
    may_boost(actor, post)
    earlier = Boost.objects.filter(post=post, actor=actor).first()
    if earlier is not None:
        return earlier
    may_boost_now(actor)
    made, is_new = Boost.objects.get_or_create(post=post, actor=actor)
    if is_new:
        Post.objects.filter(pk=post.pk).update(boosts_count=F("boosts_count") + 1)
        Actor.objects.filter(pk=actor.pk).update(last_thread_id=Greatest("last_thread_id", made.pk))
        publish(PostBoosted(boost_id=made.pk, post_id=post.pk, actor_id=actor.pk, audience=post.audience))
    return made


@transaction.atomic
def unboost(*, actor: Actor, post: Post) -> None:
    """Show a post no longer."""
    made = Boost.objects.select_for_update().filter(post=post, actor=actor).first()
    if made is None:
        return
    boost_id = made.pk
    made.delete()
    Post.objects.filter(pk=post.pk).update(boosts_count=F("boosts_count") - 1)
    publish(BoostTakenBack(boost_id=boost_id, post_id=post.pk, actor_id=actor.pk, audience=post.audience))


@transaction.atomic
def forget_boosts(*, post_id: int) -> None:
    """Erase the boosts of a post that nothing brings back."""
    Boost.objects.filter(post=post_id).delete()
    Post.objects.filter(pk=post_id).update(boosts_count=0)
