"""Boost: an actor shows somebody's post to those who follow it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.models.post import Post
from toctoc.kernel import clock, ids
from toctoc.people.models import Actor


class Boost(models.Model):
    """An actor shows a post that is for everybody, or for all members, to those who follow it; its author hears of it.

    Its id sorts with those of posts: a list shows a boost at the moment it was made.
    """

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="boosts", db_index=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("relais")
        verbose_name_plural = _("relais")
        constraints = (models.UniqueConstraint(fields=["post", "actor"], name="community_boost_once"),)
        # The newest of one actor, with the post they show, from the index alone.
        indexes = (models.Index(fields=["actor", "id", "post"], name="community_boost_of"),)

    def __str__(self) -> str:
        return f"{self.actor_id} ↻ {self.post_id}"
