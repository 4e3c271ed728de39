"""Peer: a proved professional as waves look for them."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.people.models import Actor

# Before anything that happened here, so that who was never invited comes first.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Peer(models.Model):
    """What an index must know of somebody so that a wave finds them without looking at everybody.

    No score: counts alone, which the person finds in its archive. ``profession`` and ``specialty`` repeat the actor's;
    whether the proof still lasts is asked of the actor itself when it is invited.
    """

    actor = models.OneToOneField(Actor, on_delete=models.CASCADE, primary_key=True, related_name="+")
    profession = models.CharField(max_length=30)
    specialty = models.CharField(max_length=30, blank=True, default="")
    # The weight of its answers on the scale of ``rules.routing.recency``, which orders them the same at any time.
    habit = models.FloatField(default=0.0)
    last_answer_at = models.DateTimeField(null=True)
    last_invited_at = models.DateTimeField(default=NEVER)
    # How many invitations are over or open, and how many of them it answered.
    invited_count = models.PositiveIntegerField(default=0)
    answered_count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("pair")
        verbose_name_plural = _("pairs")
        indexes = (
            models.Index(fields=["profession", "specialty", "habit"], name="questions_peer_near_habit"),
            models.Index(fields=["profession", "specialty", "last_invited_at"], name="questions_peer_near_turn"),
            models.Index(fields=["profession", "habit"], name="questions_peer_habit"),
            models.Index(fields=["profession", "last_invited_at"], name="questions_peer_turn"),
        )

    def __str__(self) -> str:
        return f"{self.actor_id} ({self.profession})"
