"""How an application went: its steps, and what was written to and fro."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock
from toctoc.people.models import Account
from toctoc.proofs.paths.by_hand.models.application import LONGEST_WORDS, Application


class Step(models.Model):
    """A step in an application's life; ``holder`` is who has it after the step."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="steps")
    # Empty at the beginning.
    before = models.CharField(max_length=12, blank=True, default="")
    after = models.CharField(max_length=12)
    examination = models.PositiveSmallIntegerField()
    # Empty when the person or time moved it.
    moved_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    holder = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    moved_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("étape d’une demande")
        verbose_name_plural = _("étapes des demandes")
        indexes = (models.Index(fields=["after", "moved_at"], name="proof_by_hand_step_month"),)

    def __str__(self) -> str:
        return f"{self.before or '—'} → {self.after}"


class Exchange(models.Model):
    """A question of a moderator, an answer or an appeal of the person; cleared, gone when the application ends."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="exchanges")
    is_from_moderation = models.BooleanField()
    words = models.CharField(max_length=LONGEST_WORDS)
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("échange")
        verbose_name_plural = _("échanges")

    def __str__(self) -> str:
        return f"{self.application_id}"
