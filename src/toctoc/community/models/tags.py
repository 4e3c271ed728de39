"""FollowedTag and FeaturedTag: the hashtags somebody wants to read, and those it shows on its profile."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock, ids
from toctoc.people.models import Actor

LONGEST_WORD = 50


class FollowedTag(models.Model):
    """``actor`` wants to read what bears ``word``; nobody else learns of it."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    # As hashtags are kept: without the sign, in lower case.
    word = models.CharField(max_length=LONGEST_WORD)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("mot-dièse suivi")
        verbose_name_plural = _("mots-dièse suivis")
        constraints = (models.UniqueConstraint(fields=["actor", "word"], name="community_followed_tag_once"),)
        # For the live channel of a word: who follows it.
        indexes = (models.Index(fields=["word", "actor"], name="community_followed_tag_of"),)

    def __str__(self) -> str:
        return f"{self.actor_id} → #{self.word}"


class FeaturedTag(models.Model):
    """``actor`` shows on its profile that it writes about ``word``."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    word = models.CharField(max_length=LONGEST_WORD)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("mot-dièse mis en avant")
        verbose_name_plural = _("mots-dièse mis en avant")
        constraints = (models.UniqueConstraint(fields=["actor", "word"], name="community_featured_tag_once"),)

    def __str__(self) -> str:
        return f"{self.actor_id} ★ #{self.word}"
