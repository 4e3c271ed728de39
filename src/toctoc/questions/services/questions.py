"""Ask, answer, move, follow, pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from toctoc.community.models.post import PostKind
from toctoc.community.queries.said import told_by
from toctoc.community.rules.drafts import NOTHING_MORE, Extras
from toctoc.community.services import posts
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, Stale
from toctoc.kernel.events import publish
from toctoc.people.policies import may_speak
from toctoc.privacy.services import speech
from toctoc.questions.events import QuestionAnswered, QuestionAsked, QuestionMoved, QuestionPassed
from toctoc.questions.models import (
    Apart,
    ApartAnswer,
    Question,
    QuestionFollow,
    QuestionMove,
    QuestionPass,
    QuestionTopic,
)
from toctoc.questions.models.question import LONGEST_OUTCOME
from toctoc.questions.policies import may_call_on_peers, may_move
from toctoc.questions.queries.at_hand import question_held
from toctoc.questions.rules.asking import Answerers, Seal
from toctoc.questions.rules.life import CONCLUDED, Mover, State, check_move
from toctoc.questions.rules.reminding import next_reminder
from toctoc.questions.rules.topics import checked_topics
from toctoc.questions.rules.urgency import Urgency
from toctoc.questions.services.apart import note_apart, open_seal, set_apart
from toctoc.questions.services.help import count_in, count_out, count_thanks_out

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question as its asker means it: cleared text, topic slugs, urgency word, audience word.

    ``answerers`` says whose answers stand in the thread, ``seal`` whether each thinks alone first.
    """

    text: Cleared
    topics: tuple[str, ...]
    urgency: str
    audience: str
    extras: Extras = NOTHING_MORE
    answerers: str = Answerers.READERS.value
    seal: str = Seal.NONE.value


@transaction.atomic
def ask(*, asker: Actor, draft: QuestionDraft) -> Question:
    """Knock: publish a question to its audience.

    Raises :class:`Invalid` for topics, urgency or ways of answering that do not exist, :class:`Refused` when who proved
    nothing calls on professionals alone, and what writing a post raises.
    """
    topics = checked_topics(draft.topics)
    urgency = checked_urgency(draft.urgency)
    answerers, seal = checked_answerers(draft.answerers), checked_seal(draft.seal)
    if answerers is Answerers.PROFESSIONALS:
        may_call_on_peers(asker)
    post = posts.write(
        author=asker,
        draft=posts.Draft(text=draft.text, audience=draft.audience, kind=PostKind.QUESTION, extras=draft.extras),
    )
    question = Question.objects.create(
        post=post,
        asker=asker,
        audience=post.audience,
        urgency=urgency,
        answerers=answerers,
        seal=seal,
        state_since=post.created_at,
    )
    QuestionTopic.objects.bulk_create(
        QuestionTopic(question=question, topic=topic, audience=post.audience) for topic in topics
    )
    with question_held(question, topics):
        publish(QuestionAsked(question_id=question.pk, asker_id=asker.pk, audience=post.audience, topics=topics))
    return question


def checked_urgency(asked: str) -> str:
    """Return the urgency; raise :class:`Invalid` when it is not one of the three."""
    try:
        return Urgency(asked).value
    except ValueError:
        raise Invalid("Dites quand il vous faut une réponse.", field="urgency") from None


@transaction.atomic
def answer(
    *,
    answerer: Actor,
    question: Question,
    to: Post,
    text: Cleared,
    voice: str = "",
    extras: Extras = NOTHING_MORE,
) -> Post:
    """Answer a question, or reply within its thread.

    The first answer by somebody else moves the question to *answered*; whoever answers follows the question. A sealed
    answer counts as any other; one from outside is for the asker alone and counts for nothing. Raises
    :class:`Missing` when ``to`` is not of the question's thread, and what replying raises.
    """
    if to.thread_id != question.pk:
        raise Missing
    how = set_apart(question=question, answerer=answerer, to=to)
    said = posts.Answer(text, voice, extras=extras, apart=how.readers if how else None)
    reply = posts.reply(author=answerer, to=to, answer=said)
    if how is not None:
        note_apart(question=question, answer=reply, how=how)
    if answerer.pk == question.asker_id or (how is not None and how.why == Apart.OUTSIDE):
        return reply
    # One statement decides who was first, so two answers at the same moment are not both.
    first = Question.objects.filter(pk=question.pk, first_answer_at=None).update(first_answer_at=reply.created_at)
    Question.objects.filter(pk=question.pk).update(answers_count=F("answers_count") + 1)
    count_in(question=question, helper=answerer)
    QuestionFollow.objects.get_or_create(question=question, actor=answerer)
    question.refresh_from_db()
    if State(question.state) in {State.OPEN, State.UNANSWERED}:
        _go(question, State.ANSWERED, moved_by=None)
    publish(
        QuestionAnswered(question_id=question.pk, answer_id=reply.pk, answerer_id=answerer.pk, is_first=bool(first))
    )
    return reply


@transaction.atomic
def take_answer_back(*, question: Question, answerer_id: int, answer_id: int) -> None:
    """Count an answer that was deleted out; a question left without any is open again."""
    if answerer_id == question.asker_id:
        return
    count_thanks_out(answer_id=answer_id, helper_id=answerer_id)
    if ApartAnswer.objects.filter(post=answer_id, reason=Apart.OUTSIDE).exists():
        return
    count_out(question=question, helper_id=answerer_id)
    Question.objects.filter(pk=question.pk, answers_count__gt=0).update(answers_count=F("answers_count") - 1)
    question.refresh_from_db()
    if question.answers_count == 0 and question.state == State.ANSWERED:
        Question.objects.filter(pk=question.pk).update(first_answer_at=None)
        _go(question, State.OPEN, moved_by=None)


@transaction.atomic
def move(*, mover: Actor, viewer: Viewer, question: Question, to: str, outcome: Cleared) -> Question:
    """Say where a question stands; closing it needs an outcome.

    Raises :class:`Refused` for somebody else's question or a move the graph does not have, :class:`Invalid` for a
    state that does not exist or an outcome that is missing, and :class:`Stale` when somebody moved it meanwhile.
    """
    may_speak(mover)
    may_move(mover, question, viewer)
    target = check_move(State(question.state), to, Mover.ASKER, outcome=outcome.text)
    if len(outcome.text) > LONGEST_OUTCOME:
        raise Invalid("L’issue a au plus %(longest)s caractères.", field="outcome", longest=LONGEST_OUTCOME)
    if target in CONCLUDED:
        # Whoever says what came of the answers lets all who read the question read them.
        open_seal(question=question, opener_id=mover.pk)
    _go(question, target, moved_by=mover, outcome=outcome.text)
    speech.record(writer=mover, subject=f"post:{question.pk}", cleared=outcome, before=told_by(mover, question.pk))
    return question


@transaction.atomic
def give_up_waiting(*, question: Question) -> None:
    """Say of an open question that nobody answered in its time; a late answer still moves it on."""
    if question.state == State.OPEN:
        check_move(State.OPEN, State.UNANSWERED, Mover.TIME, outcome="")
        _go(question, State.UNANSWERED, moved_by=None)


@transaction.atomic
def follow(*, actor: Actor, question: Question) -> None:
    """Hear of a question's answers and moves, without following its asker. Raises :class:`Missing` for one gone."""
    may_speak(actor)
    hold(question)
    QuestionFollow.objects.get_or_create(question=question, actor=actor)


@transaction.atomic
def unfollow(*, actor: Actor, question: Question) -> None:
    """Stop hearing of a question."""
    QuestionFollow.objects.filter(question=question, actor=actor).delete()


@transaction.atomic
def pass_on(*, actor: Actor, question: Question) -> None:
    """Leave a question to others: it no longer waits for this actor. Raises :class:`Missing` for one gone."""
    may_speak(actor)
    hold(question)
    QuestionPass.objects.get_or_create(question=question, actor=actor)
    publish(QuestionPassed(question_id=question.pk, actor_id=actor.pk))


def checked_answerers(asked: str) -> Answerers:
    """Return whose answers stand in the thread; raise :class:`Invalid` for another word."""
    try:
        return Answerers(asked)
    except ValueError:
        raise Invalid("Dites qui répond à votre question.", field="answerers") from None


def checked_seal(asked: str) -> Seal:
    """Return whether answers are sealed at first; raise :class:`Invalid` for a word that nobody begins with."""
    if asked in {Seal.NONE, Seal.SEALED}:
        return Seal(asked)
    raise Invalid("Dites si chacun répond d’abord seul.", field="seal")


def hold(question: Question) -> Question:
    """Return a question as it is now, which nobody else changes before the end of the transaction.

    Raises :class:`Missing` when it was taken back meanwhile.
    """
    held = Question.objects.select_for_update(no_key=True).filter(pk=question.pk).first()
    if held is None:
        raise Missing
    return held


def _go(question: Question, target: State, *, moved_by: Actor | None, outcome: str = "") -> None:
    before, now = question.state, clock.now()
    values: dict[str, object] = {"state": target, "state_since": now, "outcome": outcome, "what_happened": ""}
    if target is State.ANSWERED:
        values["remind_at"] = next_reminder(Urgency(question.urgency), now, question.reminded)
    elif target not in {State.CONSENSUS, State.DISSENT}:
        values["remind_at"] = None
    changed = Question.objects.filter(pk=question.pk, state=before).update(**values)
    if not changed:
        raise Stale("Cette question a changé d’état entre-temps. Rechargez la page.")
    question.state, question.state_since, question.outcome = target.value, now, outcome
    QuestionMove.objects.create(question=question, before=before, after=target, moved_by=moved_by, moved_at=now)
    publish(
        QuestionMoved(
            question_id=question.pk,
            before=before,
            after=target.value,
            actor_id=moved_by.pk if moved_by else None,
            audience=question.audience,
        )
    )
