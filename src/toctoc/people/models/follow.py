"""Follow, and the request to: whose posts an actor wants on its home page."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock, ids
from toctoc.people.models.actor import Actor

LONGEST_LANGUAGES = 120


class Follow(models.Model):
    """``follower`` wants to read ``followee``."""

    follower = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    followee = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    # Rang the bell: it is told of each thread that the other begins.
    notify = models.BooleanField(default=False, db_default=False)
    # Whether what the other boosts comes to the home page too.
    shows_boosts = models.BooleanField(default=True, db_default=True)
    # Comma-separated codes of the languages it wants to read of the other; empty for all.
    languages = models.CharField(max_length=LONGEST_LANGUAGES, blank=True, default="", db_default="")
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
        indexes = (models.Index(fields=["followee"], name="people_follow_rang", condition=models.Q(notify=True)),)

    def __str__(self) -> str:
        return f"{self.follower_id} → {self.followee_id}"


class FollowRequest(models.Model):
    """``asker`` wants to follow ``asked``, who approves its followers and has not answered yet."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    asker = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    asked = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    # What the follow will be, once it is accepted.
    notify = models.BooleanField(default=False)
    languages = models.CharField(max_length=LONGEST_LANGUAGES, blank=True, default="")
    shows_boosts = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("demande d’abonnement")
        verbose_name_plural = _("demandes d’abonnement")
        constraints = (models.UniqueConstraint(fields=["asked", "asker"], name="people_request_once"),)
        indexes = (models.Index(fields=["asked", "id"], name="people_request_of"),)

    def __str__(self) -> str:
        return f"{self.asker_id} ? {self.asked_id}"
