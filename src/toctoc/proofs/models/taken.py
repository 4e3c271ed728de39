"""Taken: how often a number turned out to prove somebody else already."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.people.rules.paths import LONGEST_SLUG


class TakenNumbers(models.Model):
    """How often, on one day and by one way, somebody showed a number to be theirs which already proves another actor.

    For statistics alone: who it was is written nowhere, as it would link two actors.
    """

    day = models.DateField()
    # Slug of the way.
    path = models.CharField(max_length=LONGEST_SLUG)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("numéros déjà pris")
        verbose_name_plural = _("numéros déjà pris")
        constraints = (models.UniqueConstraint(fields=["day", "path"], name="proofs_taken_once"),)

    def __str__(self) -> str:
        return f"{self.day} {self.path}: {self.count}"
