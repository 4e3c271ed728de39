"""Application: somebody asks moderators to look."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock, ids
from toctoc.people.models import Account, Actor
from toctoc.proofs.paths.by_hand.rules.life import INITIAL, OPEN, Examination

LONGEST_WORDS = 600
LONGEST_LINE = 300


class Application(models.Model):
    """What an actor says to be, how it would show it, and where moderators are with it.

    What is shown (a card, a mail, a page) is never kept; what was written is forgotten when the application ends.
    """

    # Grows with time, so that a page of the queue is cut by it.
    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    # A slug of people.rules.professions: a profession, or for an organisation what kind of institution it is.
    profession = models.CharField(max_length=30)
    specialty = models.CharField(max_length=30, blank=True, default="")
    # A slug of rules.means.
    means = models.CharField(max_length=20)
    # What the person adds; empty when nothing, or when the application is over.
    words = models.CharField(max_length=LONGEST_WORDS, blank=True, default="")
    # Three words to show; empty when the application is over.
    phrase = models.CharField(max_length=60, blank=True, default="")
    # A state and an examination of rules.life.
    state = models.CharField(max_length=12, default=INITIAL.value)
    examination = models.PositiveSmallIntegerField(default=Examination.FIRST.value)
    state_since = models.DateTimeField(default=clock.now)
    # Grows with every step: a page read before one is stale.
    version = models.PositiveIntegerField(default=0)
    # The moderator at work; while unclear, the one who asked.
    held_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # A slug of rules.reasons and the sentence that went with it, of the last refusal.
    reason = models.CharField(max_length=20, blank=True, default="")
    sentence = models.CharField(max_length=LONGEST_LINE, blank=True, default="")
    # When it was first accepted or refused; empty before.
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("demande")
        verbose_name_plural = _("demandes")
        constraints = (
            models.UniqueConstraint(
                fields=["actor"],
                condition=models.Q(state__in=[state.value for state in OPEN]),
                name="proof_by_hand_one_open",
            ),
        )
        indexes = (
            models.Index(fields=["state", "id"], name="proof_by_hand_queue"),
            models.Index(fields=["actor", "-id"], name="proof_by_hand_of"),
        )

    def __str__(self) -> str:
        return f"{self.pk} ({self.state})"
