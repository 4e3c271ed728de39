"""Sweep: the last time something kept too long was erased."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock


class Sweep(models.Model):
    """When the job last looked for one kind of thing that is kept for a time, and how much it erased."""

    # A slug of rules.keepings.KEPT.
    kind = models.CharField(max_length=30, primary_key=True)
    at = models.DateTimeField(default=clock.now)
    erased = models.PositiveIntegerField(default=0)
    erased_in_all = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("effacement")
        verbose_name_plural = _("effacements")

    def __str__(self) -> str:
        return self.kind
