"""Suspicion: an account seems to act for a company without saying so; it is asked before anything else."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock, ids
from toctoc.moderation.models.decision import Decision
from toctoc.moderation.models.notice import Notice
from toctoc.people.models import Actor

LONGEST_ANSWER = 1_000
LONGEST_INTEREST = 200


class SuspicionState(models.TextChoices):
    """Where the dialogue is."""

    ASKED = "asked", _("en attente d’une réponse")
    ANSWERED = "answered", _("a répondu")
    DECLARED = "declared", _("a déclaré son lien d’intérêt")
    LISTED = "listed", _("inscrit sur la liste publique")
    CLOSED = "closed", _("classé sans suite")


class Suspicion(models.Model):
    """The dialogue with one account, which began with a notice."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="suspicion")
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=SuspicionState, default=SuspicionState.ASKED)
    # What the moderation asked, in its words; never who told.
    question = models.TextField()
    asked_at = models.DateTimeField(default=clock.now)
    answer_by = models.DateTimeField()
    # The right of reply, shown beside the facts.
    answer = models.TextField(blank=True, default="")
    # What the account declared, shown on its profile.
    interest = models.CharField(max_length=LONGEST_INTEREST, blank=True, default="")
    # The statement of reasons of what was concluded.
    decision = models.OneToOneField(Decision, null=True, on_delete=models.PROTECT, related_name="suspicion")
    told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("soupçon")
        verbose_name_plural = _("soupçons")
        indexes = (
            models.Index(fields=["state", "-id"], name="moderation_suspicion_state"),
            models.Index(fields=["actor", "-id"], name="moderation_suspicion_of"),
        )

    def __str__(self) -> str:
        return f"{self.actor_id} ({self.state})"
