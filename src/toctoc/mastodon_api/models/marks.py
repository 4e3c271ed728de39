"""Marker and ConversationMark: how far somebody has read, as apps keep it between devices."""

from __future__ import annotations

from django.db import models

from toctoc.community.models import Post
from toctoc.kernel import clock
from toctoc.people.models import Actor


class Marker(models.Model):
    """The last that an actor read of a timeline: ``home`` or ``notifications``."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    timeline = models.CharField(max_length=13)
    last_read_id = models.BigIntegerField()
    # Grows with each step: who saw an older one changes nothing.
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["actor", "timeline"], name="mastodon_api_marker_once"),)

    def __str__(self) -> str:
        return f"{self.actor_id} {self.timeline} {self.last_read_id}"


class ConversationMark(models.Model):
    """How far an actor read a thread for named people, and up to where it put it away."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    thread = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    read_id = models.BigIntegerField(default=0)
    hidden_id = models.BigIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["actor", "thread"], name="mastodon_api_conversation_mark_once"),)

    def __str__(self) -> str:
        return f"{self.actor_id} · {self.thread_id}"
