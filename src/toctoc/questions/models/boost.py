"""BoostRule and Boost: by which rule the place's bot passes public questions on, and which it did."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from toctoc.community.models import Post
from toctoc.kernel import clock, ids
from toctoc.people.models import Account
from toctoc.questions.models.question import Question
from toctoc.questions.rules.boosting.tokens import LONGEST_RULE

LONGEST_WHY = 300


class RuleState(models.TextChoices):
    """Where a version stands; one is in force at most."""

    PROPOSED = "proposed", _("proposée")
    ACTIVE = "active", _("en vigueur")
    PAST = "past", _("passée")


class BoostRule(models.Model):
    """One version of the rule: who wrote it and why, who looked at it a second time. Never edited, only followed."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    text = models.CharField(max_length=LONGEST_RULE)
    why = models.CharField(max_length=LONGEST_WHY)
    state = models.CharField(max_length=8, choices=RuleState, default=RuleState.PROPOSED)
    proposed_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    activated_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    activated_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("règle de relais")
        verbose_name_plural = _("règles de relais")
        constraints = (
            models.UniqueConstraint(fields=["state"], name="questions_rule_active", condition=Q(state="active")),
        )

    def __str__(self) -> str:
        return f"boost rule {self.pk} ({self.state})"


class Boost(models.Model):
    """A public question that the bot passed on, by which rule, and the clauses that decided."""

    question = models.OneToOneField(Question, on_delete=models.CASCADE, primary_key=True, related_name="boost")
    rule = models.ForeignKey(BoostRule, on_delete=models.PROTECT, related_name="boosts")
    because = models.TextField()
    # What the bot says, which quotes the question; empty once taken back.
    post = models.OneToOneField(Post, null=True, on_delete=models.SET_NULL, related_name="+")
    boosted_at = models.DateTimeField(default=clock.now)
    # Set when moderation takes it back; the rule does not pass it on again.
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("question relayée")
        verbose_name_plural = _("questions relayées")

    def __str__(self) -> str:
        return f"boost of {self.question_id}"
