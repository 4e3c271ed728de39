"""Notice: somebody says that something here is against the law or the rules (article 16)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock, ids
from toctoc.moderation.models.decision import Decision
from toctoc.moderation.rules.measures import reference_of
from toctoc.people.models import Account, Actor

LONGEST_EXPLANATION = 3_000
LONGEST_EXCERPT = 3_000
LONGEST_ADDRESS = 500
LONGEST_NAME = 100


class NoticeState(models.TextChoices):
    """Where a notice is."""

    OPEN = "open", _("à examiner")
    HELD = "held", _("en cours d’examen")
    DECIDED = "decided", _("décidé")


class Notice(models.Model):
    """What is told, about what, by whom if they said it; who tells is never shown to whom it is about."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    # ``post:12``, ``actor:34`` (rules.measures.parsed_object); ``actor:name`` as typed when nobody has that name.
    about = models.CharField(max_length=120)
    # Who wrote it or is meant, once known; its row outlives whoever leaves.
    target = models.ForeignKey(Actor, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    # Where it is, as typed or as the page said it.
    address = models.CharField(max_length=LONGEST_ADDRESS)
    # A slug of rules.grounds.
    ground = models.CharField(max_length=20)
    explanation = models.TextField()
    # Of a conversation, only what the reporter chose to show; sealed, and forgotten with the names.
    excerpt = models.BinaryField(default=b"")
    # A member; otherwise what a stranger typed of themselves, sealed: name, line feed, address of mail.
    notifier = models.ForeignKey(Actor, null=True, on_delete=models.SET_NULL, related_name="+")
    contact = models.BinaryField(default=b"")
    language = models.CharField(max_length=2, default="fr")
    # Somebody's life or safety may hang on it (article 18).
    is_urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=NoticeState, default=NoticeState.OPEN)
    held_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    # Grows with every step: a page read before one is stale.
    version = models.PositiveIntegerField(default=0)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="notices")
    filed_at = models.DateTimeField(default=clock.now)
    acknowledged_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    # When names and excerpts were forgotten.
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("signalement")
        verbose_name_plural = _("signalements")
        indexes = (
            # The queue: what may cost a life first, then the oldest.
            models.Index(
                fields=["-is_urgent", "id"],
                name="moderation_notice_queue",
                condition=models.Q(state__in=["open", "held"]),
            ),
            models.Index(fields=["about", "id"], name="moderation_notice_about"),
            models.Index(fields=["target", "id"], name="moderation_notice_target"),
            models.Index(fields=["filed_at"], name="moderation_notice_filed"),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """Return what stands for the notice in letters."""
        return reference_of(self.pk)

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has decided yet."""
        return self.state != NoticeState.DECIDED
