"""Assured: what somebody said of a text when they sent it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock, ids
from toctoc.people.models import Actor


class Answer(models.TextChoices):
    """What is answered to a closing question."""

    YES = "yes", _("oui")
    NO = "no", _("non")
    NOT_ASKED = "not_asked", _("pas demandé")


class Assured(models.Model):
    """What a writer assured of one text: what was kept and why, and the answers to the two closing questions.

    The words that were kept are not here: only their kinds and the reasons given.
    """

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="assured")
    # What was sent, as a room calls it: "post:12", "message:12".
    subject = models.CharField(max_length=40)
    # A list of {"kind", "reason"}.
    kept = models.JSONField(default=list)
    # Slugs of rules whose warning was read.
    read = models.JSONField(default=list)
    # Could the patient, or somebody close, recognise this? Did they agree? Empty: it was not asked, or not yet.
    recognisable = models.CharField(max_length=10, choices=Answer, blank=True, default="")
    agreed = models.CharField(max_length=10, choices=Answer, blank=True, default="")
    # The wording of the questions that were answered.
    version = models.PositiveSmallIntegerField(default=1)
    is_waiting = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("assurance")
        verbose_name_plural = _("assurances")
        indexes = (
            models.Index(fields=["subject", "id"], name="privacy_assured_subject"),
            models.Index(fields=["actor", "id"], name="privacy_assured_actor"),
        )

    def __str__(self) -> str:
        return self.subject
