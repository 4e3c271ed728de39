"""Block and Mute: whom an actor wants to have nothing to do with, and whom it does not want to hear for now."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock
from toctoc.people.models.actor import Actor


class Block(models.Model):
    """Neither of the two reads the other any more, whichever pressed the button."""

    blocker = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    blocked = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("blocage")
        verbose_name_plural = _("blocages")
        constraints = (
            models.UniqueConstraint(fields=["blocker", "blocked"], name="people_block_once"),
            models.CheckConstraint(condition=~models.Q(blocker=models.F("blocked")), name="people_block_not_oneself"),
        )

    def __str__(self) -> str:
        return f"{self.blocker_id} → {self.blocked_id}"


class Mute(models.Model):
    """``muter`` does not see ``muted`` in its lists and notifications; nobody else learns of it."""

    muter = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    muted = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    hides_notifications = models.BooleanField(default=True, db_default=True)
    # Empty for good.
    until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("silence")
        verbose_name_plural = _("silences")
        constraints = (models.UniqueConstraint(fields=["muter", "muted"], name="people_mute_once"),)
        indexes = (models.Index(fields=["until"], name="people_mute_ends", condition=models.Q(until__isnull=False)),)

    def __str__(self) -> str:
        return f"{self.muter_id} → {self.muted_id}"
