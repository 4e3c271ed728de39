"""Filter and ThreadMute: what an actor does not want to read of, whoever writes it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.models.post import Post
from toctoc.kernel import clock, ids
from toctoc.people.models import Actor

LONGEST_NAME = 60
NOTHING = models.Value([], models.JSONField())


class FilterAction(models.TextChoices):
    """What happens to a post that says one of the words."""

    FOLD = "fold", _("le replier, avec le nom du filtre")
    HIDE = "hide", _("ne pas l’afficher")


class Filter(models.Model):
    """Words and phrases that an actor does not want to meet; nobody else learns of it."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    # What a folded post says in its place.
    name = models.CharField(max_length=LONGEST_NAME)
    # One word or phrase a line, as typed.
    phrases = models.TextField()
    # The same, each with an id of its own and whether it is looked for as whole words: rules.filters.keywords_of.
    keywords = models.JSONField(default=list, db_default=NOTHING, editable=False)
    # Names of rules.filters.PLACES, separated by spaces.
    places = models.CharField(max_length=60)
    action = models.CharField(max_length=5, choices=FilterAction, default=FilterAction.FOLD)
    # Empty for good.
    until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("filtre")
        verbose_name_plural = _("filtres")

    def __str__(self) -> str:
        return f"{self.actor_id}: {self.name}"


class FilteredPost(models.Model):
    """A post that a filter catches whatever it says."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    filter = models.ForeignKey(Filter, on_delete=models.CASCADE, related_name="posts", db_index=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("message filtré")
        verbose_name_plural = _("messages filtrés")
        constraints = (models.UniqueConstraint(fields=["filter", "post"], name="community_filtered_post_once"),)

    def __str__(self) -> str:
        return f"{self.filter_id} → {self.post_id}"


class ThreadMute(models.Model):
    """An actor is told nothing more of a thread; it still reads it."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    thread = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("fil en silence")
        verbose_name_plural = _("fils en silence")
        constraints = (models.UniqueConstraint(fields=["actor", "thread"], name="community_threadmute_once"),)

    def __str__(self) -> str:
        return f"{self.actor_id} → {self.thread_id}"
