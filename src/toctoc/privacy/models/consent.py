"""Consent: one purpose, one version, one date, withdrawable."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock, ids
from toctoc.people.models import Actor


class Consent(models.Model):
    """That an actor agreed to a purpose as one version of its text told it; the row stays when it is withdrawn."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="consents", db_index=False)
    # A slug of rules.purposes.PURPOSES.
    purpose = models.CharField(max_length=30)
    version = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("consentement donné")
        verbose_name_plural = _("consentements donnés")
        constraints = (
            models.UniqueConstraint(
                fields=["actor", "purpose"], condition=models.Q(withdrawn_at=None), name="privacy_consent_once"
            ),
        )
        indexes = (
            models.Index(fields=["actor", "id"], name="privacy_consent_actor"),
            # What a new version of a text ends, and what was withdrawn long ago.
            models.Index(fields=["purpose", "version"], name="privacy_consent_version"),
            models.Index(
                fields=["withdrawn_at"], name="privacy_consent_ended", condition=models.Q(withdrawn_at__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}"
