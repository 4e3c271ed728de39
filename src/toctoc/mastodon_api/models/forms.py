"""Forms: posts and actors as Mastodon's JSON, made once when they are written."""

from __future__ import annotations

from django.db import models

from toctoc.community.models import Post
from toctoc.people.models import Actor


class StatusForm(models.Model):
    """What of a status does not depend on who looks, as an object open at its end; a tombstone has none."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True, related_name="+")
    json = models.TextField()

    def __str__(self) -> str:
        return f"form of post {self.pk}"


class AccountForm(models.Model):
    """What of an account does not change with every gesture, as an object open at its end.

    Apart from statuses, so that a new name rewrites one row. A suspended actor has none: it is shown nowhere.
    """

    actor = models.OneToOneField(Actor, on_delete=models.CASCADE, primary_key=True, related_name="+")
    json = models.TextField()

    def __str__(self) -> str:
        return f"form of actor {self.pk}"
