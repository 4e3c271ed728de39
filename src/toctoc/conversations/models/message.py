"""Message: something said in a conversation, sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.conversations.models.conversation import Conversation
from toctoc.kernel import ids
from toctoc.kernel.ids import moment_of
from toctoc.people.models import Actor

if TYPE_CHECKING:
    from datetime import datetime


class MessageKind(models.TextChoices):
    """What a line of a conversation is; only the first has a text."""

    SAID = "said", _("message")
    BROUGHT = "brought", _("a fait entrer quelqu’un")
    LEFT = "left", _("a quitté la conversation")
    LASTING = "lasting", _("a changé la durée de conservation")


class Message(models.Model):
    """One line of a conversation. Files that people send will be rows of their own that point here."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages", db_index=False)
    # Stays when the actor leaves: its text is erased, the place in the thread is kept.
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=MessageKind, default=MessageKind.SAID)
    # Whom the line is about: who was brought in.
    about = models.ForeignKey(Actor, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    # Nonce, text and tag (rules.sealing), bound to this row; empty when erased, and for lines without a text.
    sealed = models.BinaryField(default=b"", editable=False)
    # Two-letter code, for screen readers.
    language = models.CharField(max_length=2, default="fr")
    expires_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("message privé")
        verbose_name_plural = _("messages privés")
        indexes = (
            models.Index(fields=["conversation", "id"], name="conversations_message_of"),
            models.Index(fields=["author", "id"], name="conversations_message_by"),
            models.Index(
                fields=["expires_at"],
                name="conversations_expiring",
                condition=models.Q(erased_at=None, expires_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.author_id} · {self.pk}"

    @property
    def written_at(self) -> datetime:
        """When it was written, as its id says."""
        return moment_of(self.pk)
