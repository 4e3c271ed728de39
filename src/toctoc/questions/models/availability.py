"""Availability, OwnCalendar and BusyTime: when somebody can be asked, as they said it themselves."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock, ids
from toctoc.people.models import Actor
from toctoc.questions.rules.availability.hours import HERE


class Availability(models.Model):
    """What somebody set about being asked; no row means nothing was set. Never when they were last seen."""

    actor = models.OneToOneField(Actor, on_delete=models.CASCADE, primary_key=True, related_name="+")
    # An IANA name: the clock of the hours.
    zone = models.CharField(max_length=40, default=HERE)
    # As rules.availability.hours packs them; empty is any hour.
    hours = models.CharField(max_length=400, blank=True, default="")
    # Not to be disturbed before this moment, "busy this week" included.
    quiet_until = models.DateTimeField(null=True, blank=True)
    # Answers now, whatever the hours.
    on_duty_until = models.DateTimeField(null=True, blank=True)
    # How many questions a day they said they can take; empty when not told.
    daily_load = models.PositiveSmallIntegerField(null=True, blank=True)
    # Two-letter codes by commas, of languages they can answer in beside those of their profile.
    languages = models.CharField(max_length=60, blank=True, default="")
    # Codes of departments they know beside their own, by commas.
    departments = models.CharField(max_length=60, blank=True, default="")
    # Whether members who share a profession, a group or a circle with them see "disponible".
    is_shown = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("disponibilité")
        verbose_name_plural = _("disponibilités")

    def __str__(self) -> str:
        return f"availability of {self.actor_id}"


class OwnCalendar(models.Model):
    """A calendar of somebody's own, read for its busy times and for nothing else.

    Its address may be a secret of its own, so it rests sealed; a file that was sent has none, and is not kept.
    """

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    sealed = models.BinaryField(default=b"")
    # A keyed digest of the address, so that the same one is read once; of nothing for a file.
    digest = models.BinaryField(max_length=32)
    # When it is read again; empty for a file, and for an address that failed too often.
    due_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    # A word of rules.calendars.reading, or empty when the last reading went well.
    trouble = models.CharField(max_length=20, blank=True, default="")
    read_at = models.DateTimeField(null=True)
    # Repeated events whose rule we do not follow: the person is told how many.
    unread = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("agenda lu")
        verbose_name_plural = _("agendas lus")
        constraints = (models.UniqueConstraint(fields=["actor", "digest"], name="questions_calendar_once"),)
        indexes = (
            models.Index(fields=["due_at"], name="questions_calendar_due", condition=models.Q(due_at__isnull=False)),
        )

    def __str__(self) -> str:
        return f"calendar {self.pk}"


class BusyTime(models.Model):
    """From when to when somebody is taken; neither why nor where."""

    calendar = models.ForeignKey(OwnCalendar, on_delete=models.CASCADE, related_name="busy")
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        verbose_name = _("temps pris")
        verbose_name_plural = _("temps pris")
        indexes = (models.Index(fields=["actor", "ends_at"], name="questions_busy_when"),)

    def __str__(self) -> str:
        return f"{self.actor_id} {self.starts_at:%F %R}"
