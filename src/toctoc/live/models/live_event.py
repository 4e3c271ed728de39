"""LiveEvent: something that open screens should show now."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock

LONGEST_CHANNELS = 400


class LiveEvent(models.Model):
    """A row per event, kept for a day so that a stream that was cut can ask for what it missed.

    On SQLite ids follow the order of commits; on PostgreSQL a lower id may commit a little later, so readers look
    again at the last few.
    """

    id = models.BigAutoField(primary_key=True)
    # Space-separated words; whoever hears one of them gets the event once.
    channels = models.CharField(max_length=LONGEST_CHANNELS)
    kind = models.CharField(max_length=40)
    # What it is about (a post's id), so that it can be taken back; 0 when nothing.
    subject = models.BigIntegerField(default=0)
    # JSON text, sent as it is.
    payload = models.TextField()
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("événement en direct")
        verbose_name_plural = _("événements en direct")
        indexes = (
            models.Index(fields=["subject"], name="live_event_subject"),
            models.Index(fields=["created_at"], name="live_event_age"),
        )

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"
