"""QuestionFragment: the piece a question adds to its prepared post."""

from __future__ import annotations

from django.db import models

from toctoc.community.models import Post


class QuestionFragment(models.Model):
    """State, topics, urgency and outcome in both languages, and as JSON; keyed by the post it follows."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True, related_name="+")
    html_fr = models.TextField()
    html_en = models.TextField()
    json = models.TextField()

    def __str__(self) -> str:
        return f"fragment of question {self.pk}"
