"""Receipt: the answer already given to a write that carried a key."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock


class Receipt(models.Model):
    """What was answered to (owner, key), so that a repeated request gets the same answer and writes nothing.

    ``owner`` is an actor's id, ``fingerprint`` a hash of the request: the same key with another request is refused.
    """

    owner = models.BigIntegerField()
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        verbose_name = _("reçu")
        verbose_name_plural = _("reçus")
        constraints = (models.UniqueConstraint(fields=["owner", "key"], name="jobs_receipt_once"),)

    def __str__(self) -> str:
        return self.key
