"""VouchRequest: somebody asks two peers to say what they are."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock, ids
from toctoc.people.models import Actor


class VouchRequest(models.Model):
    """An actor asks to be vouched for; deleted when it is cancelled or its date passes.

    Once two peers vouched it stays for a year, because their words count among the ten of the year.
    """

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    # Slugs of people.rules.professions.
    profession = models.CharField(max_length=30)
    specialty = models.CharField(max_length=30, blank=True, default="")
    # A keyed digest of the secret in the link; the secret itself follows from the server's key and is in no row.
    link = models.BinaryField(max_length=32, unique=True)
    asked_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField()
    # Empty until two peers vouched.
    proved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("demande à des pairs")
        verbose_name_plural = _("demandes à des pairs")
        constraints = (
            models.UniqueConstraint(
                fields=["actor"], condition=models.Q(proved_at=None), name="proof_peers_one_open_request"
            ),
        )
        indexes = (models.Index(fields=["ends_at"], name="proof_peers_ending"),)

    def __str__(self) -> str:
        return f"{self.profession} ({self.pk})"
