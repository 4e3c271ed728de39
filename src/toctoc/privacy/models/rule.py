"""Rule, RuleVersion and RuleCount: the register of the legal frame, its history and its figures."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock, ids
from toctoc.people.models import Account

LONGEST_SLUG, LONGEST_TITLE, LONGEST_TEXT, LONGEST_ADDRESS = 30, 120, 2_000, 300


class RuleAction(models.TextChoices):
    """What the composer does about it."""

    SHOW = "show", _("afficher la règle")
    ASK = "ask", _("demander de confirmer ou de reformuler")
    REFUSE = "refuse", _("refuser l’envoi")


class Rule(models.Model):
    """One rule as it stands; a rule that nobody changed has no row and stands as it is packaged."""

    slug = models.CharField(max_length=LONGEST_SLUG, primary_key=True)
    title_fr = models.CharField(max_length=LONGEST_TITLE)
    title_en = models.CharField(max_length=LONGEST_TITLE)
    text_fr = models.TextField()
    text_en = models.TextField()
    # The text it rests on, where it is published, and of when.
    source = models.CharField(max_length=LONGEST_ADDRESS)
    address = models.CharField(max_length=LONGEST_ADDRESS)
    dated = models.DateField()
    action = models.CharField(max_length=8, choices=RuleAction)
    proposal_fr = models.TextField(blank=True)
    proposal_en = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    # Grows with each change; a page read before one is stale.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("règle")
        verbose_name_plural = _("règles")

    def __str__(self) -> str:
        return self.slug

    def words(self, language: str) -> tuple[str, str, str]:
        """Return the title, the text and the wording proposed in ``language``."""
        if language == "en":
            return self.title_en, self.text_en, self.proposal_en
        return self.title_fr, self.text_fr, self.proposal_fr


class RuleVersion(models.Model):
    """A rule as it was made by one change: who changed what, when and why; never changed itself."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    rule = models.CharField(max_length=LONGEST_SLUG)
    number = models.PositiveIntegerField()
    # Every field as it was then.
    fields = models.JSONField()
    # Names of the fields that changed, for the page.
    changed = models.JSONField(default=list)
    why = models.CharField(max_length=LONGEST_ADDRESS)
    # Empty for the version that was packaged, and once the account is gone.
    changed_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("version d’une règle")
        verbose_name_plural = _("versions des règles")
        constraints = (models.UniqueConstraint(fields=["rule", "number"], name="privacy_rule_version_once"),)

    def __str__(self) -> str:
        return f"{self.rule} {self.number}"


class RuleCount(models.Model):
    """How often a rule spoke in one day, and what became of it; nobody is named."""

    rule = models.CharField(max_length=LONGEST_SLUG)
    day = models.DateField()
    shown = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    reworded = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("compte d’une règle")
        verbose_name_plural = _("comptes des règles")
        constraints = (models.UniqueConstraint(fields=["rule", "day"], name="privacy_rule_count_once"),)

    def __str__(self) -> str:
        return f"{self.rule} {self.day}"
