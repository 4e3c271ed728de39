"""Letters about questions, who wants which, and the answers that come back by mail."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.models import Post
from toctoc.kernel import clock, ids
from toctoc.people.models import Actor
from toctoc.questions.models.question import Question
from toctoc.questions.models.wave import Invitation


class LetterReader(models.Model):
    """An actor who wants a letter for each answer to the questions that it asked or follows."""

    actor = models.OneToOneField(Actor, on_delete=models.CASCADE, primary_key=True, related_name="+")
    since = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("lecteur de courriels sur les questions")
        verbose_name_plural = _("lecteurs de courriels sur les questions")

    def __str__(self) -> str:
        return str(self.actor_id)


class KnockReader(models.Model):
    """An actor who wants a letter when a question knocks at its door, so many a day at most."""

    actor = models.OneToOneField(Actor, on_delete=models.CASCADE, primary_key=True, related_name="+")
    most_a_day = models.PositiveSmallIntegerField()
    since = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("lecteur de courriels d’invitation")
        verbose_name_plural = _("lecteurs de courriels d’invitation")

    def __str__(self) -> str:
        return str(self.actor_id)


class KnockLetter(models.Model):
    """The one letter that told of an invitation: counted when it is claimed, over once it was sent."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, primary_key=True, related_name="+")
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    claimed_at = models.DateTimeField(default=clock.now)
    # Empty while it is on its way.
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("courriel d’invitation")
        verbose_name_plural = _("courriels d’invitation")
        indexes = (models.Index(fields=["actor", "claimed_at"], name="questions_knock_letters"),)

    def __str__(self) -> str:
        return f"letter of invitation {self.pk}"


class WaitingAnswer(models.Model):
    """An answer that came by mail and may not leave as it is: masked, for its author's eyes, on the question's page."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    owner = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    came_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        verbose_name = _("réponse en attente")
        verbose_name_plural = _("réponses en attente")

    def __str__(self) -> str:
        return f"waiting answer {self.pk}"


class Outcome(models.TextChoices):
    """What became of a letter."""

    ANSWERED = "answered", _("publiée")
    WAITING = "waiting", _("en attente de relecture")
    REFUSED = "refused", _("refusée")


class ReceivedLetter(models.Model):
    """A letter that came to a reply address: known again by a keyed digest of its Message-ID, without its words."""

    digest = models.BinaryField(max_length=32, unique=True)
    # A keyed digest of the address it says to come from, so that it is refused once a day at most.
    sender = models.BinaryField(max_length=32)
    outcome = models.CharField(max_length=10, choices=Outcome)
    answer = models.ForeignKey(Post, null=True, on_delete=models.SET_NULL, related_name="+")
    came_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("courriel reçu")
        verbose_name_plural = _("courriels reçus")
        indexes = (
            models.Index(fields=["sender", "came_at"], name="questions_letter_sender"),
            models.Index(fields=["came_at"], name="questions_letter_old"),
        )

    def __str__(self) -> str:
        return f"received letter {self.pk}"
