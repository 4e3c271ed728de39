"""Orientation: whom to turn to, shown with a post that speaks of danger or asks what a carer alone answers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.models.post import Post

LONGEST_CARDS = 100


class Orientation(models.Model):
    """The cards shown with a post: slugs of ``community.rules.orientation``, separated by spaces, in their order."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True, related_name="orientation")
    cards = models.CharField(max_length=LONGEST_CARDS)

    class Meta:
        verbose_name = _("orientation")
        verbose_name_plural = _("orientations")

    def __str__(self) -> str:
        return f"{self.post_id}: {self.cards}"
