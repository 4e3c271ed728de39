"""Fragments: posts and authors as they are shown, made once when they are written."""

from __future__ import annotations

from django.db import models

from toctoc.community.models.post import Post
from toctoc.people.models import Actor


class PostFragment(models.Model):
    """What of a post does not depend on who looks: its HTML in both languages, and its JSON.

    HTML has two parts around the author (``rules.stitch`` says how they meet); a tombstone has no fragment.
    """

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True, related_name="fragment")
    html_fr = models.TextField()
    html_en = models.TextField()
    json = models.TextField()

    def __str__(self) -> str:
        return f"fragment of post {self.pk}"


class AuthorFragment(models.Model):
    """An author's picture, name and seal in both languages, and its JSON.

    Apart from posts, so that a new name or a revoked proof rewrites one row. A suspended actor has none, and its
    posts are then shown nowhere.
    """

    actor = models.OneToOneField(Actor, on_delete=models.CASCADE, primary_key=True, related_name="fragment")
    html_fr = models.TextField()
    html_en = models.TextField()
    json = models.TextField()

    def __str__(self) -> str:
        return f"fragment of actor {self.pk}"
