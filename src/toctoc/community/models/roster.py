"""Roster: a list of followed actors that its owner reads apart."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import ids
from toctoc.people.models import Actor

LONGEST_NAME = 60


class Roster(models.Model):
    """A named list, for its owner alone: nobody learns that they are on one."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    owner = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)

    class Meta:
        verbose_name = _("liste")
        verbose_name_plural = _("listes")
        constraints = (models.UniqueConstraint(fields=["owner", "name"], name="community_roster_once"),)

    def __str__(self) -> str:
        return f"roster {self.pk}"


class RosterMember(models.Model):
    """An actor on a list; it shows only while the owner follows it."""

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="members", db_index=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("membre d’une liste")
        verbose_name_plural = _("membres d’une liste")
        constraints = (models.UniqueConstraint(fields=["roster", "actor"], name="community_roster_member_once"),)

    def __str__(self) -> str:
        return f"{self.roster_id} → {self.actor_id}"
