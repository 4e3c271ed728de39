"""Give a question, or an answer, back its place when moderation brings its post back."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING

from django.core import serializers

from toctoc.community.models.post import PostKind
from toctoc.community.services.tombstones import Keepsake, register_keepsake
from toctoc.people.models import Actor
from toctoc.questions.models import Apart, ApartAnswer, Pledge, Question
from toctoc.questions.rules.asking import Seal
from toctoc.questions.rules.life import State
from toctoc.questions.services.apart import let_in_again
from toctoc.questions.services.fragments import prepare_question
from toctoc.questions.services.help import count_in, count_thanks_again
from toctoc.questions.services.questions import hold

if TYPE_CHECKING:
    from toctoc.community.models import Post


def keep(post: Post) -> object | None:
    """Return the rows of a question as plain values; nothing for any other post."""
    question = Question.objects.filter(pk=post.pk).first() if post.kind == PostKind.QUESTION else None
    if question is None:
        return None
    rows = chain(
        [question],
        question.topics.all(),
        question.follows.all(),
        question.passes.all(),
        question.waves.all(),
        question.invitations.all(),
        question.helpers.all(),
        question.apart.all(),
        question.thanks.all(),
        question.opinions.all(),
        Pledge.objects.filter(question=question),
    )
    kept: object = json.loads(serializers.serialize("json", rows))
    return kept


def give_back(post: Post, kept: object) -> None:
    """Write the rows of a question again, but for those of who left meanwhile."""
    left = set(Actor.objects.filter(left_at__isnull=False).values_list("pk", flat=True))
    for row in serializers.deserialize("python", kept):
        if getattr(row.object, "actor_id", None) not in left:
            row.save()
    # When it went, its answers were opened: nobody else could have opened them.
    Question.objects.filter(pk=post.pk, seal=Seal.SEALED).update(seal=Seal.OPENED)
    prepare_question(Question.objects.get(pk=post.pk))


def count_answer_again(*, post: Post) -> None:
    """Count an answer that came back in; a question that had lost its only one is answered again."""
    question = Question.objects.filter(pk=post.thread_id).first()
    if question is None or post.is_first or post.kind != PostKind.POST or post.author_id == question.asker_id:
        return
    let_in_again(post=post)
    count_thanks_again(answer_id=post.pk, helper_id=post.author_id)
    if ApartAnswer.objects.filter(post=post, reason=Apart.OUTSIDE).exists():
        return
    held = hold(question)
    count_in(question=held, helper=post.author)
    held.answers_count += 1
    held.first_answer_at = held.first_answer_at or post.created_at
    if held.state in {State.OPEN, State.UNANSWERED}:
        held.state = State.ANSWERED.value
    held.save(update_fields=["answers_count", "first_answer_at", "state"])
    prepare_question(held)


register_keepsake(Keepsake("question", keep, give_back))
