"""Pin: a message that its author puts first on its profile."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.models.post import Post
from toctoc.people.models import Actor


class Pin(models.Model):
    """A message that stands first on its author's profile, for those who may read it; the last pinned comes first."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="pin")

    class Meta:
        verbose_name = _("message épinglé")
        verbose_name_plural = _("messages épinglés")
        indexes = (models.Index(fields=["actor", "id"], name="community_pin_of"),)

    def __str__(self) -> str:
        return f"{self.actor_id} → {self.post_id}"
