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
    BOOST = "boost", _("relaie votre message")
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
    CLOSING = "closing", _("Deux questions vous attendent sur un texte que vous avez envoyé")
    DECISION = "decision", _("La modération vous doit une explication")
    ALERT = "alert", _("Quelqu’un est peut-être en danger : une alerte attend la modération")
    OPENED = "opened", _("Votre message est devenu une question : vous pouvez revenir en arrière")
    PROMISE = "promise", _("Une promesse vous attend, sur une enquête que vous avez lancée")
    RELAY = "relay", _("L’automate du lieu relaie votre question")
    THANKS = "thanks", _("vous remercie de votre réponse")
    OUTCOME = "outcome", _("Votre question a des réponses : dites ce que vous avez fait")
    APART = "apart", _("vous répond, à vous seulement")
    INVITED = "invited", _("frappe à votre porte")
    UNHEARD = "unheard", _("Personne n’a répondu à votre question : voici qui a été prévenu")
    DUTY = "duty", _("Du nouveau dans un de vos tours de garde")
    SHEET = "sheet", _("Du nouveau dans une fiche pratique qui vous concerne")
    REQUEST = "request", _("demande à vous suivre")
    NEW_POST = "new_post", _("commence un fil")
    EDIT = "edit", _("modifie un message que vous avez relayé")


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
    # Kept apart by its recipient's choice (models.sorting), and read: shown in no list until it is let through.
    is_apart = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        indexes = (
            models.Index(fields=["recipient", "id"], name="community_notification_of"),
            models.Index(fields=["recipient"], name="community_notification_new", condition=models.Q(read_at=None)),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
