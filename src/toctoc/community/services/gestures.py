"""Favour and keep posts. Doing a gesture twice changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from toctoc.community.events import PostFavoured
from toctoc.community.models import Bookmark, Favourite, Post
from toctoc.kernel.events import publish
from toctoc.people.policies import may_speak

if TYPE_CHECKING:
    from toctoc.people.models import Actor


@transaction.atomic
def favour(*, actor: Actor, post: Post) -> None:
    """Say that a post is useful; its author is told once."""
    may_speak(actor)
    _, is_new = Favourite.objects.get_or_create(post=post, actor=actor)
    if is_new:
        Post.objects.filter(pk=post.pk).update(favourites_count=F("favourites_count") + 1)
        publish(PostFavoured(post_id=post.pk, actor_id=actor.pk))


@transaction.atomic
def unfavour(*, actor: Actor, post: Post) -> None:
    """Take back that a post is useful."""
    deleted, _ = Favourite.objects.filter(post=post, actor=actor).delete()
    if deleted:
        Post.objects.filter(pk=post.pk).update(favourites_count=F("favourites_count") - 1)


@transaction.atomic
def keep(*, actor: Actor, post: Post) -> None:
    """Keep a post for later; nobody is told."""
    may_speak(actor)
    Bookmark.objects.get_or_create(post=post, actor=actor)


@transaction.atomic
def let_go(*, actor: Actor, post: Post) -> None:
    """Stop keeping a post."""
    Bookmark.objects.filter(post=post, actor=actor).delete()
