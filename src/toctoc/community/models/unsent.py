"""Unsent: a message that is not said yet, kept for its author's eyes or to be published at a time."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock, ids
from toctoc.people.models import Actor


class Unsent(models.Model):
    """A draft; with ``publish_at``, a message that is published by itself. Its words passed the guard either way."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    owner = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    # The fields of the form, as JSON (services.unsent.Sheet).
    fields = models.TextField()
    # What will be published, as JSON (services.unsent); empty for a draft.
    meant = models.TextField(blank=True, default="")
    publish_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("brouillon")
        verbose_name_plural = _("brouillons")
        indexes = (
            models.Index(fields=["owner", "id"], name="community_unsent_of"),
            models.Index(fields=["updated_at"], name="community_unsent_old", condition=models.Q(publish_at=None)),
        )

    def __str__(self) -> str:
        return f"unsent {self.pk}"
