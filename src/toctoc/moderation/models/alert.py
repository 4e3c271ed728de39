"""Alert and Duty: a danger that was read in a post, who looks after it, and who is on duty."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.models import Post
from toctoc.kernel import clock, ids
from toctoc.people.models import Account

LONGEST_CARDS = 100


class Alert(models.Model):
    """That the words of a post speak of danger: never the words themselves. A person decides what it is."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="+")
    # Slugs of privacy.rules.emergencies, separated by spaces.
    cards = models.CharField(max_length=LONGEST_CARDS)
    raised_at = models.DateTimeField(default=clock.now)
    taken_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    taken_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    # Later messages of the same author that speak of danger too, past what opens an alert of its own.
    others = models.PositiveIntegerField(default=0, db_default=0)
    # Grows with every step: a page read before one is stale.
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("alerte")
        verbose_name_plural = _("alertes")
        indexes = (
            models.Index(fields=["id"], name="moderation_alert_open", condition=models.Q(closed_at=None)),
            models.Index(
                fields=["closed_at"], name="moderation_alert_closed", condition=models.Q(closed_at__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.post_id}: {self.cards}"


class Duty(models.Model):
    """That a moderator is on duty, and is told first."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True, related_name="+")
    since = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("garde")
        verbose_name_plural = _("gardes")

    def __str__(self) -> str:
        return f"{self.account_id}"
