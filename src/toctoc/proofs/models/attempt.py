"""Attempts: how often something was tried, by whom."""

from __future__ import annotations

from django.db import models


class Attempts(models.Model):
    """How often one counter was raised within one window of time.

    ``counter`` is a keyed digest of what is counted and whom it is counted for (an account, an address, everybody):
    rows say nothing of who tried.
    """

    counter = models.BinaryField(max_length=32)
    window_ends_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["counter", "window_ends_at"], name="proofs_attempts_once"),)

    def __str__(self) -> str:
        return f"{self.count}"
