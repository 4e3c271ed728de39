"""Batch: people whom an institution attests together, without knowing which of them accepted."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock, ids
from toctoc.people.models import Actor


class Batch(models.Model):
    """What an institution attests, of how many people, until when."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    institution = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    # Slug of people.rules.professions.
    profession = models.CharField(max_length=30)
    # Cleared; for the institution's own eyes.
    label = models.CharField(max_length=80)
    # How many people may accept, at most.
    size = models.PositiveSmallIntegerField()
    # One link for each address, or one for all.
    is_by_list = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=clock.now)
    # After it no link of the batch is accepted.
    links_end_at = models.DateTimeField()
    # The last day of the attestation, and the moment at which every proof of the batch ends.
    term = models.DateField()
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    # When the institution said that one of these people has left: since it cannot know which, all are asked again.
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("attestation groupée")
        verbose_name_plural = _("attestations groupées")
        indexes = (models.Index(fields=["institution", "-id"], name="proof_employer_own_batches"),)

    def __str__(self) -> str:
        return f"{self.profession} × {self.size}"


class DayOfUse(models.Model):
    """How many people accepted on one day: all that the institution's count is made from."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["batch", "day"], name="proof_employer_day_once"),)

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"
