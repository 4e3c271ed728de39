"""Announcement: what those who keep the place have to say to everybody in it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock, ids
from toctoc.people.models import Actor

LONGEST_ANNOUNCEMENT = 2_000
LONGEST_REACTION = 32


class Announcement(models.Model):
    """A message of the place, from its publication until its end; not a post: nobody answers it."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    text = models.TextField(_("texte"), max_length=LONGEST_ANNOUNCEMENT)
    # When what it tells of happens, if it tells of something that does.
    starts_at = models.DateTimeField(_("commence"), null=True, blank=True)
    # Nobody is shown it any more.
    ends_at = models.DateTimeField(_("finit"), null=True, blank=True)
    all_day = models.BooleanField(_("toute la journée"), default=False)
    published_at = models.DateTimeField(_("publiée"), default=clock.now)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("annonce")
        verbose_name_plural = _("annonces")

    def __str__(self) -> str:
        return self.text[:60]


class AnnouncementSeen(models.Model):
    """An actor put an announcement away."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="+", db_index=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    seen_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("annonce lue")
        verbose_name_plural = _("annonces lues")
        constraints = (models.UniqueConstraint(fields=["actor", "announcement"], name="community_announcement_seen"),)

    def __str__(self) -> str:
        return f"{self.actor_id} · {self.announcement_id}"


class AnnouncementReaction(models.Model):
    """An actor answers an announcement with an emoji; only how many did so is shown."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="+", db_index=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    emoji = models.CharField(max_length=LONGEST_REACTION)

    class Meta:
        verbose_name = _("réaction à une annonce")
        verbose_name_plural = _("réactions aux annonces")
        constraints = (
            models.UniqueConstraint(
                fields=["announcement", "emoji", "actor"], name="community_announcement_reaction_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.actor_id} {self.emoji} {self.announcement_id}"
