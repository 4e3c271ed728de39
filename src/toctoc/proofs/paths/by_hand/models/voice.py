"""Voice: one moderator's yes or no."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock
from toctoc.people.models import Account, ProofMove
from toctoc.proofs.paths.by_hand.models.application import LONGEST_LINE, Application


class Voice(models.Model):
    """What one moderator decided in one examination; the constraint makes two voices two people's."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="voices")
    examination = models.PositiveSmallIntegerField()
    moderator = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    is_yes = models.BooleanField()
    # What the other moderator should know; cleared, and forgotten when the application ends.
    note = models.CharField(max_length=LONGEST_LINE, blank=True, default="")
    given_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("avis")
        verbose_name_plural = _("avis")
        constraints = (
            models.UniqueConstraint(
                fields=["application", "examination", "moderator"], name="proof_by_hand_one_voice_each"
            ),
        )

    def __str__(self) -> str:
        return "yes" if self.is_yes else "no"


class Confirmation(models.Model):
    """One moderator would end a doubt; the constraint makes two confirmations two people's.

    ``doubt`` is the step by which the proof came to be doubted: another doubt later needs two people again.
    """

    doubt = models.ForeignKey(ProofMove, on_delete=models.CASCADE, related_name="+")
    moderator = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    given_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        constraints = (models.UniqueConstraint(fields=["doubt", "moderator"], name="proof_by_hand_confirms_once"),)

    def __str__(self) -> str:
        return f"{self.doubt_id}"
