"""Poll: a question with answers to choose among, beside the post that asks it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.models.post import Post
from toctoc.community.rules.polls import LONGEST_OPTION
from toctoc.people.models import Actor


class Poll(models.Model):
    """How votes are taken and counted. Nobody, whatever they may read, learns who chose what: no row says it."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True, related_name="poll")
    is_multiple = models.BooleanField(default=False)
    # Nobody, its author included, learns how votes stand before it closes.
    hides_totals = models.BooleanField(default=False, db_default=False)
    closes_at = models.DateTimeField()
    voters_count = models.PositiveIntegerField(default=0)
    # The last ballot whose voter was told that the poll closed: telling goes on where it stopped.
    told_up_to = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("sondage")
        verbose_name_plural = _("sondages")

    def __str__(self) -> str:
        return f"poll {self.pk}"


class PollOption(models.Model):
    """One answer, and how many chose it."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options", db_index=False)
    # From 0, in the order they are shown.
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=LONGEST_OPTION)
    votes_count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("réponse d’un sondage")
        verbose_name_plural = _("réponses d’un sondage")
        constraints = (models.UniqueConstraint(fields=["poll", "position"], name="community_option_once"),)

    def __str__(self) -> str:
        return f"{self.poll_id} {self.position}"


class Ballot(models.Model):
    """An actor took part in a poll: once, and for what, nothing says."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="ballots", db_index=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("participation à un sondage")
        verbose_name_plural = _("participations à un sondage")
        constraints = (models.UniqueConstraint(fields=["poll", "actor"], name="community_ballot_once"),)

    def __str__(self) -> str:
        return f"{self.actor_id} → {self.poll_id}"
