"""Favourite and Bookmark: small gestures on a post."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.models.post import Post
from toctoc.kernel import clock
from toctoc.people.models import Actor


class Favourite(models.Model):
    """An actor found a post useful; the author hears of it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="favourites", db_index=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("message utile")
        verbose_name_plural = _("messages utiles")
        constraints = (models.UniqueConstraint(fields=["post", "actor"], name="community_favourite_once"),)

    def __str__(self) -> str:
        return f"{self.actor_id} → {self.post_id}"


class Bookmark(models.Model):
    """An actor keeps a post for later; nobody hears of it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="bookmarks", db_index=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("marque-page")
        verbose_name_plural = _("marque-pages")
        constraints = (models.UniqueConstraint(fields=["post", "actor"], name="community_bookmark_once"),)

    def __str__(self) -> str:
        return f"{self.actor_id} → {self.post_id}"
