"""Conversation: a thread among a few named people, and the key that seals it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import ids


class Conversation(models.Model):
    """Two to twenty people who write to each other. What they say, and their subject, rest sealed."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    # Two people stay two: nobody is added to what was said between them.
    is_pair = models.BooleanField(editable=False)
    # Sealed with the thread's key; empty without a subject.
    subject = models.BinaryField(default=b"", editable=False)
    # How many days a message is kept, one of rules.lasting; 0 for good.
    lasts_days = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        """Return the path of its page."""
        return f"/conversations/{self.pk}"


class ThreadKey(models.Model):
    """The key of one thread, wrapped with a key of the server. Without this row nobody reads the thread any more."""

    conversation = models.OneToOneField(
        Conversation, primary_key=True, on_delete=models.CASCADE, related_name="key", editable=False
    )
    wrapped = models.BinaryField(editable=False)
    # Which of the server's keys wrapped it: the beginning of a digest, which tells nothing of the key.
    wrapped_with = models.CharField(max_length=16, db_index=True, editable=False)

    class Meta:
        verbose_name = _("clé d’une conversation")
        verbose_name_plural = _("clés des conversations")

    def __str__(self) -> str:
        return str(self.conversation_id)
