"""Note: what one kind of people adds to a post, shown when the other kind finds it useful too."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.models.post import Post
from toctoc.kernel import clock
from toctoc.people.models import Account, Actor

# The name, in ``Post.parts``, of having a note that is shown.
PART = "notes"


class NoteSide(models.TextChoices):
    """What a note brings."""

    REFERENCE = "reference", _("Ce que dit la référence")
    DAILY = "daily", _("Ce que dit le quotidien")


class Note(models.Model):
    """What a post of kind *note* is about, and how it was rated; its words are those of its post."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True, related_name="note")
    aim = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="notes", db_index=False)
    side = models.CharField(max_length=10, choices=NoteSide)
    # What rules.bridging last decided; ``shown_at`` is when it first did.
    is_shown = models.BooleanField(default=False)
    shown_at = models.DateTimeField(null=True, blank=True)
    professional_useful = models.PositiveIntegerField(default=0)
    professional_useless = models.PositiveIntegerField(default=0)
    other_useful = models.PositiveIntegerField(default=0)
    other_useless = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        indexes = (models.Index(fields=["aim", "post"], name="community_note_of"),)

    def __str__(self) -> str:
        return f"note {self.post_id} on {self.aim_id}"


class NoteRating(models.Model):
    """Somebody found a note useful, or not; whatever its actors, an account counts once."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="ratings", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    is_useful = models.BooleanField()
    # As it was when the rating was given: a proof that ends later takes nothing back.
    is_professional = models.BooleanField()
    rated_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("avis sur une note")
        verbose_name_plural = _("avis sur des notes")
        constraints = (models.UniqueConstraint(fields=["note", "account"], name="community_note_rated_once"),)

    def __str__(self) -> str:
        return f"{self.actor_id} → {self.note_id}"
