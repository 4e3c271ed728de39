"""Attachment: a file in its place on a post."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.models.post import Post
from toctoc.media.models import File


class Attachment(models.Model):
    """A file that a post carries; it is for those who may read the post, and goes with it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="attachments", db_index=False)
    file = models.OneToOneField(File, on_delete=models.CASCADE, related_name="attachment")
    # From nought, in the order they were joined.
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("pièce jointe")
        verbose_name_plural = _("pièces jointes")
        constraints = (models.UniqueConstraint(fields=["post", "position"], name="community_attachment_place"),)

    def __str__(self) -> str:
        return f"{self.post_id} + {self.file_id}"
