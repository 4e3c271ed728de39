"""Facet: one thing somebody chose to reveal, to be found by people like them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.rules.likeness import KINDS, LONGEST_WORD
from toctoc.kernel import clock
from toctoc.people.models import Actor


class Facet(models.Model):
    """One facet that an actor reveals; the row goes when it is withdrawn."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="facets", db_index=False)
    kind = models.CharField(max_length=12, choices=[(slug, words[0]) for slug, words in KINDS.items()])
    # What is compared: a slug of the list, or the typed words without case and accents.
    word = models.CharField(max_length=LONGEST_WORD)
    # The typed words as they are shown, cleared by the guard; empty for what the list has words for.
    shown = models.CharField(max_length=LONGEST_WORD, blank=True, default="")

    class Meta:
        verbose_name = _("facette")
        verbose_name_plural = _("facettes")
        constraints = (models.UniqueConstraint(fields=["actor", "kind", "word"], name="community_facet_once"),)
        indexes = (models.Index(fields=["kind", "word", "actor"], name="community_facet_of"),)

    def __str__(self) -> str:
        return f"{self.kind}:{self.word} {self.actor_id}"


class Revealing(models.Model):
    """How often an actor revealed something of late: whoever changes facets all the time is looking for somebody."""

    actor = models.OneToOneField(Actor, on_delete=models.CASCADE, primary_key=True, related_name="+")
    since = models.DateTimeField(default=clock.now)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("rythme des facettes")
        verbose_name_plural = _("rythmes des facettes")

    def __str__(self) -> str:
        return f"{self.count} by {self.actor_id}"
