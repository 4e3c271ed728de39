"""Archive: everything kept about an account, in one file that waits a few days."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock
from toctoc.people.models import Account


class ArchiveState(models.TextChoices):
    """Where an archive is in its life; when it is forgotten, its row goes too."""

    WAITING = "waiting", _("en préparation")
    READY = "ready", _("prête")
    FAILED = "failed", _("abandonnée")


class Archive(models.Model):
    """One archive; its file rests encrypted with ``sealed_key``, which the server's key seals."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="archives")
    state = models.CharField(max_length=10, choices=ArchiveState, default=ArchiveState.WAITING)
    sealed_key = models.BinaryField()
    # Bytes of the archive as it is downloaded.
    size = models.PositiveBigIntegerField(default=0)
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(default=clock.now)
    ready_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("archive")
        verbose_name_plural = _("archives")
        constraints = (
            # Two tabs ask for one.
            models.UniqueConstraint(
                fields=["account"], name="rights_archive_one_waiting", condition=models.Q(state="waiting")
            ),
        )

    def __str__(self) -> str:
        return f"{self.state} #{self.pk}"

    @property
    def percent(self) -> int:
        """How much is done, from 0 to 100."""
        return min(100, 100 * self.steps_done // self.steps_total) if self.steps_total else 0
