"""Follow: whose posts an actor wants on its home page."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock
from toctoc.people.models.actor import Actor


class Follow(models.Model):
    """``follower`` wants to read ``followee``."""

    follower = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    followee = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("abonnement")
        verbose_name_plural = _("abonnements")
        constraints = (
            models.UniqueConstraint(fields=["followee", "follower"], name="people_follow_once"),
            models.CheckConstraint(
                condition=~models.Q(follower=models.F("followee")), name="people_follow_not_oneself"
            ),
        )

    def __str__(self) -> str:
        return f"{self.follower_id} → {self.followee_id}"
