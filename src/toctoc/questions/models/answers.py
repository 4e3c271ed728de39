"""ApartAnswer, Opinion, Thanks: how an answer is taken."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.models import Post
from toctoc.kernel import clock
from toctoc.people.models import Account, Actor
from toctoc.questions.models.question import Question
from toctoc.questions.rules.opinions import OPINION_WORDS


class Apart(models.TextChoices):
    """Why an answer is not for all readers of its thread."""

    SEALED = "sealed", _("scellée")
    OUTSIDE = "outside", _("de l’extérieur")


class ApartAnswer(models.Model):
    """An answer that is, or was, read by some only: the post's own audience keeps it from the others.

    A *sealed* one is for the asker and for those who have answered; one from *outside* for the asker, and it is never
    counted as an answer of the question. A sealed one that ``opens`` says enough for its author to read the others.
    """

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="apart", db_index=False)
    reason = models.CharField(max_length=7, choices=Apart)
    opens = models.BooleanField(default=True, db_default=True)
    # When it was opened or let in; empty while it is apart.
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("réponse à part")
        verbose_name_plural = _("réponses à part")
        indexes = (models.Index(fields=["question", "post"], name="questions_apart_in"),)

    def __str__(self) -> str:
        return f"{self.reason} {self.post_id}"


class Opinion(models.Model):
    """Somebody agrees with an answer, or not; whatever its actors, an account counts once."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+", db_index=False)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="opinions")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    word = models.CharField(
        max_length=8, choices=[(stand.value, _(words[0])) for stand, words in OPINION_WORDS.items()]
    )
    # As it was when the opinion was given: a proof that ends later takes nothing back.
    is_professional = models.BooleanField()
    given_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("avis sur une réponse")
        verbose_name_plural = _("avis sur des réponses")
        constraints = (models.UniqueConstraint(fields=["post", "account"], name="questions_opinion_once"),)

    def __str__(self) -> str:
        return f"{self.actor_id} {self.word} {self.post_id}"


class Thanks(models.Model):
    """The asker thanked for an answer, once."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="thanks")
    given_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("merci")
        verbose_name_plural = _("mercis")

    def __str__(self) -> str:
        return f"thanks for {self.post_id}"
