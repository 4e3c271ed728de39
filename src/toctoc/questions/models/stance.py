"""QuestionFollow and QuestionPass: what somebody who is not the asker wants of a question."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock
from toctoc.people.models import Actor
from toctoc.questions.models.question import Question


class QuestionFollow(models.Model):
    """An actor wants to know what becomes of a question, without following its asker."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="follows", db_index=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("suivi de question")
        verbose_name_plural = _("suivis de question")
        constraints = (models.UniqueConstraint(fields=["question", "actor"], name="questions_follow_once"),)

    def __str__(self) -> str:
        return f"{self.actor_id} → {self.question_id}"


class QuestionPass(models.Model):
    """An actor leaves a question to others; nobody is told."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="passes", db_index=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("question passée")
        verbose_name_plural = _("questions passées")
        constraints = (models.UniqueConstraint(fields=["question", "actor"], name="questions_pass_once"),)

    def __str__(self) -> str:
        return f"{self.actor_id} → {self.question_id}"
