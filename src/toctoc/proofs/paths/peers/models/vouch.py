"""Vouch: what a peer answered to a request."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock
from toctoc.people.models import Actor
from toctoc.proofs.paths.peers.models.request import VouchRequest


class Vouch(models.Model):
    """One answer: the peer knows the person, or does not. No page says whose answer it is, save to moderators."""

    request = models.ForeignKey(VouchRequest, on_delete=models.CASCADE, related_name="vouches", db_index=False)
    voucher = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    knows = models.BooleanField()
    given_at = models.DateTimeField(default=clock.now)
    # When the peer lost the right to vouch before the word had its effect: it is worth nothing since.
    fell_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("réponse d’un pair")
        verbose_name_plural = _("réponses de pairs")
        constraints = (models.UniqueConstraint(fields=["request", "voucher"], name="proof_peers_one_answer"),)

    def __str__(self) -> str:
        return f"{self.request_id} ({self.knows})"
