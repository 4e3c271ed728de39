"""Pledge: what whoever asks peers for a survey or a thesis promises them in return."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.models import Post
from toctoc.kernel import clock
from toctoc.people.models import Actor
from toctoc.questions.models.question import Question
from toctoc.questions.rules.pledges import KIND_WORDS, STATE_WORDS


class Pledge(models.Model):
    """A question that is a survey or a thesis; the two promises are made together, ``promised_at``, or not yet.

    The result in open access within a year, and an answer in the thread that gives it.
    """

    question = models.OneToOneField(Question, on_delete=models.CASCADE, primary_key=True, related_name="pledge")
    # Repeated from the question: what somebody promised before is asked with each next survey.
    asker = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=[(k.value, _(w[0])) for k, w in KIND_WORDS.items()])
    # False when only its words say so: the asker may say that it is none.
    is_declared = models.BooleanField(default=False)
    recognised_at = models.DateTimeField(default=clock.now)
    promised_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    state = models.CharField(
        max_length=8, choices=[(s.value, _(w[0])) for s, w in STATE_WORDS.items()], default="asked"
    )
    # How many reminders were sent, in the order of rules.pledges.REMINDERS.
    reminders = models.PositiveSmallIntegerField(default=0)
    # The answer in the thread that gives the result.
    result = models.ForeignKey(Post, null=True, on_delete=models.SET_NULL, related_name="+")
    kept_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("promesse d’enquête")
        verbose_name_plural = _("promesses d’enquête")
        indexes = (models.Index(fields=["state", "due_at"], name="questions_pledge_due"),)

    def __str__(self) -> str:
        return f"pledge of {self.question_id} ({self.state})"
