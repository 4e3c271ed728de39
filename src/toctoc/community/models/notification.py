"""Notification: something an actor should know."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.models.post import Post
from toctoc.kernel import clock, ids
from toctoc.people.models import Actor


class NotificationKind(models.TextChoices):
    """Why somebody is told."""

    MENTION = "mention", _("vous nomme")
    REPLY = "reply", _("vous répond")
    FAVOURITE = "favourite", _("trouve votre message utile")
    FOLLOW = "follow", _("vous suit")
    ANSWER = "answer", _("répond à une question que vous suivez")
    QUESTION = "question", _("fait avancer une question que vous suivez")
    QUOTE = "quote", _("cite votre message")
    POLL = "poll", _("clôt un sondage auquel vous avez pris part")
    NOTE = "note", _("éclaire votre message d’une note")
    GROUP = "group", _("vous attend dans un groupe")
    WELCOME = "welcome", _("attend un mot de bienvenue")
    EVENT = "event", _("annonce un rendez-vous")
    MESSAGE = "message", _("vous écrit")
    HELD = "held", _("Votre message programmé n’a pas paru : il vous attend")
    DECISION = "decision", _("La modération vous doit une explication")


class Notification(models.Model):
    """One line of somebody's notifications; written only when they may read the post."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    recipient = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=NotificationKind)
    # Empty when the place itself speaks, as moderation does.
    actor = models.ForeignKey(Actor, null=True, on_delete=models.CASCADE, related_name="+")
    # Empty for a follow, and for what is not about a post.
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="+")
    # The path of the page it is about, when that is neither a post's nor the actor's; its page asks who may read it.
    address = models.CharField(max_length=200, blank=True, default="", db_default="")
    created_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        indexes = (
            models.Index(fields=["recipient", "id"], name="community_notification_of"),
            models.Index(fields=["recipient"], name="community_notification_new", condition=models.Q(read_at=None)),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
