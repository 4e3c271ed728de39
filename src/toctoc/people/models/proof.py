"""Proof: evidence that an actor holds a profession."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock
from toctoc.people.models.account import Account
from toctoc.people.models.actor import Actor
from toctoc.people.rules.paths import BY_OPERATOR
from toctoc.people.rules.proof_life import INITIAL


class Proof(models.Model):
    """Who decided that an actor holds a profession, how, when and until when.

    The evidence itself (a card, a number) is looked at and never stored.
    """

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="proofs", db_index=False)
    # A slug of rules.professions: a profession, or for an organisation what kind of institution it is.
    profession = models.CharField(_("profession"), max_length=30)
    specialty = models.CharField(_("spécialité"), max_length=30, blank=True, default="")
    # A slug of rules.paths.
    path = models.CharField(_("voie"), max_length=20, default=BY_OPERATOR)
    # A state of rules.proof_life. Dates alone close doors: a state that time changes may lag by minutes.
    state = models.CharField(_("état"), max_length=10, default=INITIAL.value)
    # Empty when a machine decided, or when the person who did has left; the path and the date stay.
    decided_by = models.ForeignKey(
        Account,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("décidé par"),
    )
    confirmed_by = models.ForeignKey(
        Account,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("confirmé par"),
    )
    decided_at = models.DateTimeField(_("décidé le"), default=clock.now)
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    # The end of grace, or of doubt: what the proof opens closes at this moment.
    ends_at = models.DateTimeField(_("ouvre jusqu’au"))
    # The end of grace, whatever is doubted meanwhile.
    planned_end = models.DateTimeField()
    reminded_at = models.DateTimeField(_("rappelé le"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    class Meta:
        verbose_name = _("preuve")
        verbose_name_plural = _("preuves")
        indexes = (
            models.Index(fields=["actor", "-decided_at"], name="people_proof_newest"),
            models.Index(fields=["state", "expires_at"], name="people_proof_expiring"),
            models.Index(fields=["state", "ends_at"], name="people_proof_ending"),
        )

    def __str__(self) -> str:
        return f"{self.profession} ({self.path})"


class ProofMove(models.Model):
    """A step in a proof's life: for whoever has to understand later why a seal came or went."""

    proof = models.ForeignKey(Proof, on_delete=models.CASCADE, related_name="moves")
    # Empty at the beginning.
    before = models.CharField(max_length=10, blank=True, default="")
    after = models.CharField(max_length=10)
    # Empty when time, a machine or the holder moved it.
    moved_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    # A sentence of ours (a translation key), or words that passed the guard.
    reason = models.CharField(max_length=300, blank=True, default="")
    moved_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("étape d’une preuve")
        verbose_name_plural = _("étapes des preuves")

    def __str__(self) -> str:
        return f"{self.before or '—'} → {self.after}"


class Ground(models.Model):
    """A proof rests on the word of another actor: an institution that attests, a peer who vouches."""

    proof = models.ForeignKey(Proof, on_delete=models.CASCADE, related_name="grounds")
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("appui d’une preuve")
        verbose_name_plural = _("appuis des preuves")
        constraints = (models.UniqueConstraint(fields=["proof", "actor"], name="people_ground_once"),)

    def __str__(self) -> str:
        return f"{self.proof_id} ← {self.actor_id}"


class RegisterHolder(models.Model):
    """One number of a professional register, as a keyed digest, proves one actor.

    It goes with the actor, save for somebody who was suspended when they left: then it stays, pointing at nobody,
    until ``kept_until``, so that leaving is no way round a suspension.
    """

    digest = models.BinaryField(max_length=16, primary_key=True)
    actor = models.ForeignKey(Actor, null=True, on_delete=models.CASCADE, related_name="+")
    kept_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("titulaire d’un numéro")
        verbose_name_plural = _("titulaires de numéros")

    def __str__(self) -> str:
        return f"{self.actor_id or '—'}"
