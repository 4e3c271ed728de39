"""Acceptance: which account accepted what; no page shows it."""

from __future__ import annotations

from django.db import models

from toctoc.people.models import Account, Proof
from toctoc.proofs.paths.employer.models.batch import Batch


class Acceptance(models.Model):
    """An account accepts a batch once; the proof is what is doubted when somebody of the batch has left.

    It goes with the account. It carries no date: the proof has its own, the batch a count for each day.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="acceptances")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    proof = models.ForeignKey(Proof, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["batch", "account"], name="proof_employer_account_once"),)

    def __str__(self) -> str:
        return f"{self.pk}"
