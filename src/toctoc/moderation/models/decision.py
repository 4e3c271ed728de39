"""Decision, Appeal and Kept: what moderation did and why, who contests it, and what lets it be undone."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock, ids
from toctoc.moderation.rules.measures import APPEAL_LASTS
from toctoc.people.models import Account, Actor

LONGEST_FACTS = 3_000


class Decision(models.Model):
    """A measure with its statement of reasons (article 17); kept for the record whatever becomes of it."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    # As a notice says it.
    about = models.CharField(max_length=120)
    target = models.ForeignKey(Actor, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    # A slug of rules.measures, and of community.rules.labels for a label.
    measure = models.CharField(max_length=10)
    label = models.CharField(max_length=20, blank=True, default="")
    # A slug of rules.grounds; the facts, in the moderator's words, say why it applies.
    ground = models.CharField(max_length=20)
    facts = models.TextField()
    # Article 17(3)(b) and (c): what made us look, and whether a machine had a part.
    follows_notice = models.BooleanField(default=True)
    is_automated = models.BooleanField(default=False)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)
    # Empty for good.
    ends_at = models.DateTimeField(null=True)
    # The decision that this one replaces after an appeal.
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    # When it was lifted: by its date, by a moderator, by an appeal.
    undone_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("décision")
        verbose_name_plural = _("décisions")
        indexes = (
            models.Index(fields=["about", "id"], name="moderation_decision_about"),
            models.Index(fields=["target", "id"], name="moderation_decision_target"),
            models.Index(fields=["decided_at"], name="moderation_decision_when"),
            models.Index(
                fields=["ends_at"],
                name="moderation_decision_ends",
                condition=models.Q(ends_at__isnull=False, undone_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure} {self.about}"

    @property
    def is_in_force(self) -> bool:
        """Tell whether its measure still holds."""
        return self.undone_at is None and (self.ends_at is None or self.ends_at > clock.now())

    @property
    def may_be_contested_until(self) -> object:
        """Return until when an appeal is taken."""
        return self.decided_at + APPEAL_LASTS


class Kept(models.Model):
    """What a decision took away, sealed, until it cannot be contested any more."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, primary_key=True, related_name="kept")
    sealed = models.BinaryField()
    kept_until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("scellé")
        verbose_name_plural = _("scellés")

    def __str__(self) -> str:
        return f"{self.pk}"


class Appeal(models.Model):
    """An internal complaint against a decision (article 20), by whom it touches or by who gave notice."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="appeals")
    # The notice whose author complains; empty for whom the decision touches.
    notice = models.ForeignKey("moderation.Notice", null=True, on_delete=models.PROTECT, related_name="appeals")
    words = models.TextField()
    filed_at = models.DateTimeField(default=clock.now)
    # Empty until somebody else than the first moderator decided.
    is_upheld = models.BooleanField(null=True)
    answer = models.TextField(blank=True, default="")
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    # What was decided instead, when it was not upheld.
    outcome = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("recours")
        verbose_name_plural = _("recours")
        constraints = (
            models.UniqueConstraint(
                fields=["decision"], condition=models.Q(notice=None), name="moderation_appeal_once_by_target"
            ),
            models.UniqueConstraint(
                fields=["decision", "notice"],
                condition=models.Q(notice__isnull=False),
                name="moderation_appeal_once_by_notifier",
            ),
        )
        indexes = (
            models.Index(fields=["id"], name="moderation_appeal_waiting", condition=models.Q(decided_at=None)),
            models.Index(fields=["filed_at"], name="moderation_appeal_filed"),
        )

    def __str__(self) -> str:
        return f"{self.decision_id}"
