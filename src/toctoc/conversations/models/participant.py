"""Participant: the place of one actor in one conversation."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.conversations.models.conversation import Conversation
from toctoc.kernel import ids
from toctoc.people.models import Actor


class Standing(models.TextChoices):
    """Where an actor stands in a conversation. Only the first two read; nobody else is told which it is."""

    ACTIVE = "active", _("participe")
    ASKED = "asked", _("n’a pas encore répondu")
    REFUSED = "refused", _("a refusé")
    GONE = "gone", _("a quitté la conversation")


READING = (Standing.ACTIVE, Standing.ASKED)


class Participant(models.Model):
    """What one actor has of a conversation: where it stands, from when it reads, what it has not read yet."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="participants", db_index=False
    )
    # Stays when the actor leaves, so that others know with whom they spoke: then it has no name.
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", db_index=False)
    standing = models.CharField(max_length=8, choices=Standing)
    # Whoever brought it in; empty for who began.
    invited_by = models.ForeignKey(Actor, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    # Whether it was asked first, as by somebody it did not know: such requests are counted.
    was_asked = models.BooleanField(default=False)
    has_written = models.BooleanField(default=False)
    is_muted = models.BooleanField(default=False)
    # The first message it may read, 0 for all; nobody reads what was said before they came.
    since_id = models.BigIntegerField(default=0)
    # The newest message meant for it: the order of its list.
    last_message_id = models.BigIntegerField(default=0)
    read_id = models.BigIntegerField(default=0)
    unread = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = (
            models.UniqueConstraint(fields=["conversation", "actor"], name="conversations_participant_once"),
        )
        indexes = (
            models.Index(fields=["actor", "standing", "-last_message_id"], name="conversations_list"),
            models.Index(
                fields=["actor"],
                name="conversations_unread",
                condition=models.Q(unread__gt=0, standing="active", is_muted=False),
            ),
            models.Index(
                fields=["invited_by", "-id"], name="conversations_requests_by", condition=models.Q(was_asked=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.actor_id} · {self.conversation_id}"
