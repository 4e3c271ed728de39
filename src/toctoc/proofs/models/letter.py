"""Letter: what a holder was written about a proof."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock
from toctoc.people.models import Proof


class Letter(models.Model):
    """That a letter left, so that it leaves once; neither its words nor the address are kept."""

    proof = models.ForeignKey(Proof, on_delete=models.CASCADE, related_name="+")
    # "ends_soon", or the number of the step it tells of.
    subject = models.CharField(max_length=20)
    sent_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("lettre")
        verbose_name_plural = _("lettres")
        constraints = (models.UniqueConstraint(fields=["proof", "subject"], name="proofs_letter_once"),)

    def __str__(self) -> str:
        return f"{self.proof_id} · {self.subject}"
