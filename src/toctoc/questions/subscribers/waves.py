"""Whom waves bring to a question, and what they remember of people."""

from __future__ import annotations

from toctoc.community.events import PostDeleted
from toctoc.community.queries.notifications import still_knocking
from toctoc.kernel.events import subscribe
from toctoc.kernel.ids import moment_of
from toctoc.people.events import ActorChanged, StandingChanged
from toctoc.people.models import Actor
from toctoc.questions.events import QuestionAnswered, QuestionAsked, QuestionMoved, QuestionPassed
from toctoc.questions.models import Question
from toctoc.questions.queries.at_hand import question_at_hand
from toctoc.questions.queries.waves import open_among
from toctoc.questions.rules.life import WAITING_STATES, State
from toctoc.questions.services.routing.invitations import follow_standing as follow_invited
from toctoc.questions.services.routing.invitations import note_answer, note_pass
from toctoc.questions.services.routing.peers import count_answer, count_answer_out, know
from toctoc.questions.services.routing.waves import ask_again, begin, resume, stop

# Notices of who knocks have their answer beside them while the question waits.
still_knocking.append(open_among)


@subscribe(QuestionAsked)
def bring_to_peers(event: QuestionAsked) -> None:
    """Plan the first wave."""
    begin(question=question_at_hand(event.question_id))


@subscribe(QuestionAnswered)
def remember_answer(event: QuestionAnswered) -> None:
    """Count the answer for whoever gives it, and as the reply to its invitation."""
    note_answer(question=Question.objects.get(pk=event.question_id), actor_id=event.answerer_id)
    count_answer(actor_id=event.answerer_id, answered_at=moment_of(event.answer_id))


@subscribe(QuestionPassed)
def wait_for_others(event: QuestionPassed) -> None:
    """Wait no more for who left a question to others."""
    note_pass(question=Question.objects.get(pk=event.question_id), actor_id=event.actor_id)


@subscribe(QuestionMoved)
def follow_with_waves(event: QuestionMoved) -> None:
    """Stop the waves once a question waits no more; go on when it waits again; ask others when nobody answered."""
    question = Question.objects.select_related("post").get(pk=event.question_id)
    if event.after == State.UNANSWERED:
        ask_again(question=question)
    elif event.after not in WAITING_STATES:
        stop(question=question)
    else:
        resume(question=question)


@subscribe(PostDeleted)
def forget_habit(event: PostDeleted) -> None:
    """Count an answer that was taken back out of what waves know of its author."""
    if event.post_id != event.thread_id and Question.objects.filter(pk=event.thread_id).exists():
        count_answer_out(actor_id=event.author_id, answered_at=moment_of(event.post_id))


@subscribe(ActorChanged)
def know_as_changed(event: ActorChanged) -> None:
    """Let waves find somebody under what it declares now."""
    know(actor_id=event.actor_id)


@subscribe(StandingChanged)
def know_as_it_stands(event: StandingChanged) -> None:
    """Let waves find somebody under what it proved now; its invitations follow what it may read."""
    know(actor_id=event.actor_id)
    follow_invited(actor=Actor.objects.get(pk=event.actor_id))
