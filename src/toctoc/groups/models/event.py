"""Event: when and where the members of a group meet."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.groups.models.group import Group
from toctoc.kernel import clock, ids
from toctoc.people.models import Actor

LONGEST_TITLE = 120
LONGEST_PLACE = 200
LONGEST_TEXT = 2_000


class Event(models.Model):
    """A meeting; only members of its group see it."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="events", db_index=False)
    title = models.CharField(max_length=LONGEST_TITLE)
    text = models.TextField(blank=True, default="")
    place = models.CharField(max_length=LONGEST_PLACE, blank=True, default="")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # An IANA name: in which clock the two moments were meant.
    zone = models.CharField(max_length=40)
    made_by = models.ForeignKey(Actor, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)
    # Calendars that hold an older copy learn by it.
    sequence = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("rendez-vous")
        verbose_name_plural = _("rendez-vous")
        constraints = (
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="groups_event_lasts"),
        )
        indexes = (models.Index(fields=["group", "starts_at"], name="groups_event_when"),)

    def __str__(self) -> str:
        return f"rendez-vous {self.pk}"
