"""PostedWith: the app by which a post was written."""

from __future__ import annotations

from django.db import models

from toctoc.community.models import Post


class PostedWith(models.Model):
    """A post that came by an app, so that its status names the app; one that was taken back names none."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True, related_name="+")
    application = models.ForeignKey("oauth2_provider.Application", on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.post_id} by app {self.application_id}"
