"""Shield: for a few days, who may reply to somebody, name them or write to them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock
from toctoc.people.models import Actor


class LetThrough(models.TextChoices):
    """Whom a shield lets through."""

    FOLLOWED = "followed", _("celles et ceux que je suis")
    PROVED = "proved", _("celles et ceux que je suis, et les professionnels vérifiés")
    NOBODY = "nobody", _("personne")


class Shield(models.Model):
    """One at most for an actor; it ends by itself. Followers stay, and read as before."""

    actor = models.OneToOneField(Actor, on_delete=models.CASCADE, primary_key=True, related_name="shield")
    lets_through = models.CharField(max_length=10, choices=LetThrough, default=LetThrough.FOLLOWED)
    begun_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("bouclier")
        verbose_name_plural = _("boucliers")

    def __str__(self) -> str:
        return f"{self.actor_id} → {self.ends_at:%Y-%m-%d}"
