"""Change: an object whose entry the index must make again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_SOURCE = 10


class Change(models.Model):
    """One line of what the worker owes to the index, written with what changed and deleted once the index has it."""

    id = models.BigAutoField(primary_key=True)
    # Which source (services.sources) tells what became of it.
    source = models.CharField(max_length=LONGEST_SOURCE)
    object_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("objet à indexer")
        verbose_name_plural = _("objets à indexer")

    def __str__(self) -> str:
        return f"{self.source} {self.object_id}"
