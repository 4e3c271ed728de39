"""Answers that only some read for now: sealed until one has answered, or written from outside for the asker alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models import Post
from toctoc.community.models.post import PostKind
from toctoc.community.queries.searchable import POSTS
from toctoc.community.services import apart
from toctoc.community.services.gates import Intent, before_writing
from toctoc.community.services.tombstones import hold, who_reads
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing, Refused
from toctoc.kernel.events import publish
from toctoc.people.models import Actor
from toctoc.people.policies import viewer_for
from toctoc.questions.events import AnsweredFromOutside, AnswersOpened
from toctoc.questions.models import Apart, ApartAnswer, Question
from toctoc.questions.policies import is_outside, may_let_in, may_move
from toctoc.questions.queries.answers import gave_enough, opening_answers
from toctoc.questions.rules.alone import says_enough
from toctoc.questions.rules.asking import Seal
from toctoc.search.services import index

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from toctoc.people.rules.audience import Viewer


@dataclass(frozen=True, slots=True)
class SetApart:
    """Why an answer that is about to be written is apart, and the ids of those who read it."""

    why: Apart
    readers: tuple[int, ...]


def set_apart(*, question: Question, answerer: Actor, to: Post) -> SetApart | None:
    """Return how an answer is apart, ``None`` when all read it; holds the thread, so that nobody opens it meanwhile."""
    hold(question.pk, to.pk)
    seal = Question.objects.filter(pk=question.pk).values_list("seal", flat=True).first()
    if seal is None:
        raise Missing
    if is_outside(answerer, question):
        return SetApart(Apart.OUTSIDE, (question.asker_id,))
    aim = ApartAnswer.objects.filter(post=to, ended_at=None).first()
    if aim is not None and aim.reason == Apart.OUTSIDE:
        readers = (int(word.partition(":")[2]) for word in who_reads(to))
        return SetApart(Apart.OUTSIDE, tuple(readers))
    if aim is not None or (seal == Seal.SEALED and answerer.pk != question.asker_id):
        return SetApart(Apart.SEALED, (question.asker_id, *_entitled(question)))
    return None


def note_apart(*, question: Question, answer: Post, how: SetApart) -> None:
    """Keep why an answer is apart; whoever gave a sealed one that says enough reads those of the others from now on."""
    others, opens = _sealed_in(question), says_enough(answer.text)
    ApartAnswer.objects.create(post=answer, question=question, reason=how.why, opens=opens)
    if how.why == Apart.SEALED and opens:
        apart.show_apart(posts=others, to=answer.author_id)
        index.refresh(POSTS, *others)
    elif how.why == Apart.OUTSIDE:
        publish(AnsweredFromOutside(question_id=question.pk, answer_id=answer.pk, answerer_id=answer.author_id))


@transaction.atomic
def open_answers(*, opener: Actor, viewer: Viewer, question: Question) -> None:
    """Let all who read the question read its sealed answers; doing it twice changes nothing.

    Raises :class:`Refused` for somebody else's question.
    """
    may_move(opener, question, viewer)
    open_seal(question=question, opener_id=opener.pk)


@transaction.atomic
def open_seal(*, question: Question, opener_id: int | None) -> None:
    """Open what is sealed, if anything is; what came from outside stays with the asker."""
    hold(question.pk)
    if not Question.objects.filter(pk=question.pk, seal=Seal.SEALED).update(seal=Seal.OPENED):
        return
    question.seal = Seal.OPENED.value
    for answer in Post.objects.filter(pk__in=_sealed_in(question)).order_by("pk"):
        apart.let_in(post=answer)
    _standing(question).filter(reason=Apart.SEALED).update(ended_at=clock.now())
    publish(AnswersOpened(question_id=question.pk, opener_id=opener_id))


@transaction.atomic
def let_in(*, mover: Actor, question: Question, answer: Post) -> None:
    """Show to the whole thread what came from outside to the asker alone; doing it twice changes nothing.

    Raises :class:`Missing` for an answer that did not, :class:`Refused` for somebody else's question, and while the
    others' answers are sealed.
    """
    may_let_in(mover, question)
    row = ApartAnswer.objects.filter(question=question, post=answer, reason=Apart.OUTSIDE).first()
    if row is None or answer.author_id == mover.pk:
        raise Missing
    hold(question.pk, answer.pk)
    question.refresh_from_db(fields=["seal"])
    if question.seal == Seal.SEALED:
        raise Refused("Ouvrez d’abord les réponses scellées : celle-ci apparaîtra avec les autres.")
    apart.let_in(post=answer)
    ApartAnswer.objects.filter(pk=row.pk, ended_at=None).update(ended_at=clock.now())


@transaction.atomic
def let_in_again(*, post: Post) -> None:
    """Open a sealed answer that moderation brought back after the others were opened."""
    row = ApartAnswer.objects.filter(post=post, reason=Apart.SEALED).select_related("question").first()
    if row is not None and row.question.seal != Seal.SEALED:
        apart.let_in(post=post)


@transaction.atomic
def follow_standing(*, actor: Actor) -> None:
    """Let an actor read sealed answers where it may still read the question, and nowhere else."""
    viewer = viewer_for(actor)
    helped = Question.objects.filter(seal=Seal.SEALED, helpers__actor=actor, helpers__answers__gt=0)
    for question in helped.order_by("pk"):
        is_in = viewer.may_find(question.audience) and gave_enough(question, actor.pk)
        change = apart.show_apart if is_in else apart.hide_apart
        posts = _sealed_in(question)
        change(posts=posts, to=actor.pk)
        index.refresh(POSTS, *posts)


@before_writing
def keep_sealed_words(intent: Intent) -> None:
    """Refuse to change what was said alone after having read the others, and to write notes around a seal."""
    about = intent.post if intent.before is not None else intent.to
    if about is None or (intent.before is None and intent.post.kind != PostKind.NOTE):
        return
    if ApartAnswer.objects.filter(post=about, ended_at=None).exists():
        raise Refused("Cette réponse n’est pas encore lue par tous : retirez-la plutôt, ou complétez-la par une autre.")


def _standing(question: Question) -> QuerySet[ApartAnswer]:
    return ApartAnswer.objects.filter(question=question, ended_at=None)


def _sealed_in(question: Question) -> list[int]:
    """Return the ids of the answers that are sealed now, in their order."""
    return list(_standing(question).filter(reason=Apart.SEALED).order_by("post").values_list("post", flat=True))


def _entitled(question: Question) -> list[int]:
    """Return the ids of those who have answered in words of their own and may still read the question."""
    helped = Actor.objects.filter(pk__in=opening_answers(question).values("post__author")).order_by("pk")
    return [actor.pk for actor in helped if viewer_for(actor).may_find(question.audience)]
