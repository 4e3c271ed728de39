"""Question: a post that knocks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.models import Post
from toctoc.kernel import clock
from toctoc.people.models import Actor
from toctoc.people.rules.audience import LONGEST as LONGEST_AUDIENCE
from toctoc.questions.rules.asking import ANSWERERS_WORDS, SEAL_WORDS, Answerers, Seal
from toctoc.questions.rules.life import INITIAL, STATE_WORDS
from toctoc.questions.rules.topics import TOPICS
from toctoc.questions.rules.urgency import URGENCY_WORDS

LONGEST_OUTCOME = 1_000


class Question(models.Model):
    """What a post of kind ``question`` has more: urgency, topics and a life.

    ``asker`` and ``audience`` repeat the post's own columns so that lists need one index.
    """

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True, related_name="question")
    asker = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    audience = models.CharField(max_length=LONGEST_AUDIENCE)
    urgency = models.CharField(max_length=5, choices=[(u.value, _(w[0])) for u, w in URGENCY_WORDS.items()])
    state = models.CharField(
        max_length=10, choices=[(s.value, _(w[0])) for s, w in STATE_WORDS.items()], default=INITIAL.value
    )
    # What the asker decided, in its own words; empty unless closed.
    outcome = models.TextField(blank=True, default="")
    # What happened afterwards, in the asker's own words; empty until it is told.
    what_happened = models.TextField(blank=True, default="", db_default="")
    # Who answers in the thread, and whether answers are sealed until one has answered.
    answerers = models.CharField(
        max_length=13,
        choices=[(a.value, _(w[0])) for a, w in ANSWERERS_WORDS.items()],
        default=Answerers.READERS.value,
        db_default=Answerers.READERS.value,
    )
    seal = models.CharField(
        max_length=6,
        choices=[(s.value, _(w[0])) for s, w in SEAL_WORDS.items()],
        default=Seal.NONE.value,
        db_default=Seal.NONE.value,
    )
    # Answers by others than the asker, at any depth of the thread.
    answers_count = models.PositiveIntegerField(default=0)
    first_answer_at = models.DateTimeField(null=True)
    state_since = models.DateTimeField(default=clock.now)
    # Since when nobody is invited any more: it was asked twice, and nobody answered.
    gave_up_at = models.DateTimeField(null=True)
    # When the asker is reminded next to say what came of it, and how often it was reminded.
    remind_at = models.DateTimeField(null=True)
    reminded = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        indexes = (
            models.Index(fields=["audience", "post"], name="questions_by_audience"),
            models.Index(fields=["state", "audience", "post"], name="questions_by_state"),
            models.Index(
                fields=["state_since"],
                name="questions_to_give_up",
                condition=models.Q(state="unanswered", gave_up_at__isnull=True),
            ),
            models.Index(fields=["remind_at"], name="questions_to_remind", condition=models.Q(remind_at__isnull=False)),
        )

    def __str__(self) -> str:
        return f"question {self.pk} ({self.state})"


class QuestionTopic(models.Model):
    """A topic of a question; ``audience`` repeats the question's so that a list by topic needs one index."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="topics", db_index=False)
    topic = models.CharField(max_length=30, choices=[(t.slug, t.french) for t in TOPICS.values()])
    audience = models.CharField(max_length=LONGEST_AUDIENCE)

    class Meta:
        verbose_name = _("thème")
        verbose_name_plural = _("thèmes")
        constraints = (models.UniqueConstraint(fields=["question", "topic"], name="questions_topic_once"),)
        indexes = (models.Index(fields=["topic", "audience", "question"], name="questions_by_topic"),)

    def __str__(self) -> str:
        return self.topic


class QuestionMove(models.Model):
    """One step in the life of a question."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="moves")
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    # Empty when an answer or time moved it.
    moved_by = models.ForeignKey(Actor, null=True, on_delete=models.SET_NULL, related_name="+")
    moved_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("changement d’état")
        verbose_name_plural = _("changements d’état")

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
