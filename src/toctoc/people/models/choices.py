"""ActorChoices: what an actor decides about how it is shown and found, and how it writes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.people.models.actor import Actor
from toctoc.people.rules.audience import LONGEST as LONGEST_AUDIENCE
from toctoc.people.rules.languages import LONGEST_CODE

NOTHING = models.Value([], models.JSONField())


class ActorChoices(models.Model):
    """What one actor chose; an actor without a row chose nothing, and what is safe for it holds.

    Apart from :class:`Actor`, which every page reads. ``NULL`` means that nothing was chosen: what holds then depends
    on what the actor has proved, which changes (``people.policies``).
    """

    actor = models.OneToOneField(Actor, on_delete=models.CASCADE, primary_key=True, related_name="choices")
    # Up to four of ``{"name": …, "value": …}``, cleared by the guard.
    fields = models.JSONField(default=list, db_default=NOTHING)
    # Stands in the directory, and is suggested.
    discoverable = models.BooleanField(null=True)
    # Search engines, and servers elsewhere, may keep its public pages; search here is a choice of its own.
    indexable = models.BooleanField(null=True)
    # Nobody else reads whom it follows and who follows it.
    hides_collections = models.BooleanField(null=True)
    # How it begins to write in an app: a word of people.rules.audience, whether behind a warning, a code of ISO 639.
    default_audience = models.CharField(max_length=LONGEST_AUDIENCE, blank=True, default="")
    default_sensitive = models.BooleanField(default=False)
    default_language = models.CharField(max_length=LONGEST_CODE, blank=True, default="")

    class Meta:
        verbose_name = _("choix d’un acteur")
        verbose_name_plural = _("choix des acteurs")

    def __str__(self) -> str:
        return f"choix de {self.actor_id}"
