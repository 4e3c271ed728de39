"""Invitation: a link, known by its digest alone."""

from __future__ import annotations

from django.db import models

from toctoc.kernel import clock
from toctoc.proofs.paths.employer.models.batch import Batch


class Invitation(models.Model):
    """A link of a batch; ``places`` is how many may accept by it: one, or as many as the batch has.

    Nothing says who used it, nor to which address it went.
    """

    digest = models.BinaryField(max_length=32, primary_key=True)
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="invitations")
    places = models.PositiveSmallIntegerField()
    used = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(used__lte=models.F("places")), name="proof_employer_places"),
        )

    def __str__(self) -> str:
        return f"{self.used}/{self.places}"


class Envelope(models.Model):
    """An address that a link has still to be written to: encrypted, and erased with the sending."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="envelopes")
    # Which link of the batch (services.links).
    place = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["batch", "place"], name="proof_employer_envelope_once"),)

    def __str__(self) -> str:
        return f"{self.place}"
