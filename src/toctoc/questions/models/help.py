"""GivenHelp and HelpCount: what people gave to the questions of others, counted when it is given."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.people.models import Actor
from toctoc.questions.models.question import Question


class GivenHelp(models.Model):
    """Somebody who answered a question, how often, and whether that is counted as closed.

    ``crossed`` is the proved profession of the asker when the helper has proved another one; empty otherwise.
    """

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="helpers", db_index=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    answers = models.PositiveIntegerField(default=0)
    crossed = models.CharField(max_length=40, blank=True, default="")
    is_closed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("aide donnée à une question")
        verbose_name_plural = _("aides données à des questions")
        constraints = (models.UniqueConstraint(fields=["question", "actor"], name="questions_helper_once"),)
        indexes = (models.Index(fields=["actor", "crossed"], name="questions_helper_crossed"),)

    def __str__(self) -> str:
        return f"{self.actor_id} helped {self.question_id}"


class HelpCount(models.Model):
    """Figures of one helper: answers that were thanked, questions closed with an outcome, professions bridged.

    How many answers were given stands on the actor itself.
    """

    actor = models.OneToOneField(Actor, on_delete=models.CASCADE, primary_key=True, related_name="help_count")
    thanked = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    bridged = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("aide comptée")
        verbose_name_plural = _("aides comptées")

    def __str__(self) -> str:
        return f"help of {self.actor_id}"
