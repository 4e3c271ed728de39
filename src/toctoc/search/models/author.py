"""Author: what the index was told of an actor that all its entries depend on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.people.models import Actor

LONGEST_STANDING = 40


class Author(models.Model):
    """An actor with a standing, or one who stays out of the index; others have no row."""

    actor = models.OneToOneField(Actor, primary_key=True, on_delete=models.CASCADE, related_name="+")
    # A word of the room above: when it changes, what the actor wrote is put into the index again.
    standing = models.CharField(max_length=LONGEST_STANDING, blank=True, default="")
    # The actor asked that neither its name nor what it writes be found.
    is_hidden = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("auteur dans la recherche")
        verbose_name_plural = _("auteurs dans la recherche")

    def __str__(self) -> str:
        return str(self.actor_id)
