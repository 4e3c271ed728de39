"""What brakes remember for a short while: fingerprints of texts, and how often a link was given."""

from __future__ import annotations

from django.db import models

from toctoc.kernel import clock
from toctoc.people.models import Actor


class RecentText(models.Model):
    """The fingerprint of what a new account just wrote; deleted within the hour."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    fingerprint = models.BigIntegerField()
    written_at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.actor_id}"


class LinkCount(models.Model):
    """How often new accounts gave one link on one day; ``link`` is a keyed digest."""

    link = models.BinaryField(max_length=32)
    day = models.DateField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["link", "day"], name="moderation_link_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.count}"
