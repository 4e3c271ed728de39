"""ProfilePicture: a file that an actor shows of itself."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock
from toctoc.media.models import File
from toctoc.people.models import Actor


class PicturePlace(models.TextChoices):
    """Where on a profile."""

    AVATAR = "avatar", _("photo de profil")
    HEADER = "header", _("bannière")


class ProfilePicture(models.Model):
    """A picture beside an actor's name, or above its page; for whoever may see the profile, and gone with it.

    Its file's description is its own, so that it is told to whoever does not see it.
    """

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="pictures", db_index=False)
    place = models.CharField(max_length=6, choices=PicturePlace)
    file = models.OneToOneField(File, on_delete=models.CASCADE, related_name="portrait")
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("image de profil")
        verbose_name_plural = _("images de profil")
        constraints = (models.UniqueConstraint(fields=["actor", "place"], name="community_picture_once"),)

    def __str__(self) -> str:
        return f"{self.actor_id} {self.place}"
