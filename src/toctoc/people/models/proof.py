"""Proof: evidence that an actor holds a profession."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock
from toctoc.people.models.account import Account
from toctoc.people.models.actor import Actor


class ProofPath(models.TextChoices):
    """How a profession was proved."""

    BY_HAND = "by_hand", _("par l’équipe de modération")


class Proof(models.Model):
    """Who decided that an actor holds a profession, how, when and until when.

    The evidence itself (a card, a number) is looked at and never stored.
    """

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="proofs")
    profession = models.CharField(_("profession"), max_length=30)
    specialty = models.CharField(_("spécialité"), max_length=30, blank=True, default="")
    path = models.CharField(_("voie"), max_length=20, choices=ProofPath, default=ProofPath.BY_HAND)
    # Empty when the person who decided has left; the path and the date stay.
    decided_by = models.ForeignKey(
        Account,
        null=True,
        on_delete=models.SET_NULL,
        related_name="proofs_decided",
        verbose_name=_("décidé par"),
    )
    decided_at = models.DateTimeField(_("décidé le"), default=clock.now)
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    revoked_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    class Meta:
        verbose_name = _("preuve")
        verbose_name_plural = _("preuves")
        indexes = (models.Index(fields=["actor", "-decided_at"], name="people_proof_newest"),)

    def __str__(self) -> str:
        return f"{self.profession} ({self.path})"
