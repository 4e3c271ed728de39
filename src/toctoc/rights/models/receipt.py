"""ErasureReceipt: what was there when somebody asked to be erased, readable by who holds the receipt alone."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock


class ErasureReceipt(models.Model):
    """Counts of what was kept, encrypted with a key that only the address of the receipt holds.

    The server cannot open it by itself: which nameless actors were one person's stays unknown.
    """

    # Keyed digest of the secret in the receipt's address.
    digest = models.BinaryField(max_length=32, primary_key=True)
    sealed = models.BinaryField()
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("reçu d’effacement")
        verbose_name_plural = _("reçus d’effacement")
        indexes = (models.Index(fields=["made_at"], name="rights_receipt_age"),)

    def __str__(self) -> str:
        return "—"
