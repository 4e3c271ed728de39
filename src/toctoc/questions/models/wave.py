"""Wave and Invitation: whom a question was brought to, when, and why them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock, ids
from toctoc.people.models import Actor
from toctoc.questions.models.question import Question
from toctoc.questions.rules.circles import CIRCLE_WORDS


class Wave(models.Model):
    """One step of a question's way to its peers: planned, then sent.

    ``step`` is its place in the plan of the question's urgency; the second ``turn`` asks others what nobody answered.
    Its figures outlive those who leave.
    """

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="waves")
    turn = models.PositiveSmallIntegerField(default=1)
    step = models.PositiveSmallIntegerField(default=0)
    circle = models.CharField(max_length=10, choices=[(c.value, _(w[0])) for c, w in CIRCLE_WORDS.items()])
    due_at = models.DateTimeField(default=clock.now)
    # Empty while it is planned.
    sent_at = models.DateTimeField(null=True)
    invited_count = models.PositiveIntegerField(default=0)
    read_count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("vague")
        verbose_name_plural = _("vagues")
        constraints = (
            models.UniqueConstraint(fields=["question"], name="questions_wave_planned", condition=Q(sent_at=None)),
        )
        indexes = (models.Index(fields=["due_at"], name="questions_wave_due", condition=Q(sent_at=None)),)

    def __str__(self) -> str:
        return f"wave {self.turn}.{self.step} of {self.question_id}"


class Reply(models.TextChoices):
    """What became of an invitation."""

    OPEN = "", _("en attente")
    ANSWERED = "answered", _("répondue")
    PASSED = "passed", _("passée")
    BUSY = "busy", _("occupé cette semaine")
    # The question does not wait any more; an answer that is taken back opens it again.
    ENDED = "ended", _("la question n’attend plus")
    # The person may not read the question any more, or has nothing to do with its asker.
    WITHDRAWN = "withdrawn", _("retirée")


class Invitation(models.Model):
    """A question knocked at somebody's door, once; ``reasons`` are the terms of the choice, told to nobody else."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="invitations")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="invitations", db_index=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    # A list of [name, value, weight, points].
    reasons = models.JSONField(default=list)
    is_newcomer_seat = models.BooleanField(default=False)
    invited_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True)
    reply = models.CharField(max_length=9, choices=Reply, blank=True, default=Reply.OPEN)
    replied_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = (models.UniqueConstraint(fields=["question", "actor"], name="questions_invited_once"),)
        indexes = (
            models.Index(fields=["actor", "invited_at"], name="questions_invited_load"),
            models.Index(fields=["actor", "id"], name="questions_invited_open", condition=Q(reply="")),
        )

    def __str__(self) -> str:
        return f"{self.question_id} → {self.actor_id}"
