"""Askers are reminded to say what came of the answers: twice at most, by day, never once it is said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import eyes_of
from toctoc.community.models import Notification
from toctoc.community.services import posts
from toctoc.kernel import clock
from toctoc.kernel.progress import Progress
from toctoc.kernel.tasks import Work
from toctoc.people.models import Actor
from toctoc.privacy.services import clear
from toctoc.questions.models import Availability, Question
from toctoc.questions.services.questions import QuestionDraft, answer, ask, move
from toctoc.questions.services.reminding import remind
from toctoc.questions.tasks import remind_of_outcomes

if TYPE_CHECKING:
    from toctoc.community.models import Post

# A Monday at ten in Paris.
MORNING = datetime(2026, 11, 23, 9, tzinfo=UTC)


def asked_and_answered(asker: Actor, peer: Actor, urgency: str = "today") -> tuple[Question, Post]:
    with clock.at(MORNING):
        question = ask(
            asker=asker, draft=QuestionDraft(clear("Que faire ?"), ("dermatologie",), urgency, "professionals")
        )
        said = answer(answerer=peer, question=question, to=question.post, text=clear("Attendre."))
    question.refresh_from_db()
    return question, said


def told_at(moment: datetime) -> int:
    """Run the task at a moment, and return how often askers were reminded so far."""
    with clock.at(moment):
        remind_of_outcomes(Work(1, 1, Progress(lambda done, total: True)))
    return Notification.objects.filter(kind="outcome").count()


@pytest.mark.parametrize(("urgency", "first", "second"), [("now", 1, 3), ("today", 3, 7), ("week", 10, 20)])
def test_twice_at_most_after_a_time_that_fits_the_urgency(
    ruisseau: Actor, carrelet: Actor, urgency: str, first: int, second: int
) -> None:
    asked_and_answered(ruisseau, carrelet, urgency)
    assert told_at(MORNING + timedelta(days=first, minutes=-1)) == 0
    assert told_at(MORNING + timedelta(days=first)) == 1
    assert told_at(MORNING + timedelta(days=first, minutes=10)) == 1
    assert told_at(MORNING + timedelta(days=first + second, minutes=-1)) == 1
    assert told_at(MORNING + timedelta(days=first + second)) == 2
    assert told_at(MORNING + timedelta(days=90)) == 2


def test_at_night_where_the_asker_lives_it_waits_for_the_morning(ruisseau: Actor, carrelet: Actor) -> None:
    night = datetime(2026, 11, 26, 22, tzinfo=UTC)
    asked_and_answered(ruisseau, carrelet)
    assert told_at(night) == 0
    Actor.objects.filter(pk=ruisseau.pk).update(department="987")
    assert told_at(night) == 1, "it is noon in Tahiti"


def test_who_wants_not_to_be_disturbed_is_reminded_when_that_is_over(ruisseau: Actor, carrelet: Actor) -> None:
    asked_and_answered(ruisseau, carrelet)
    Availability.objects.create(actor=ruisseau, quiet_until=MORNING + timedelta(days=4))
    assert told_at(MORNING + timedelta(days=3)) == 0
    assert told_at(MORNING + timedelta(days=4)) == 1


def test_what_came_due_too_long_ago_while_one_was_not_disturbed_is_not_recalled(
    ruisseau: Actor, carrelet: Actor
) -> None:
    asked_and_answered(ruisseau, carrelet)
    Availability.objects.create(actor=ruisseau, quiet_until=MORNING + timedelta(days=30))
    assert told_at(MORNING + timedelta(days=29)) == 0
    assert told_at(MORNING + timedelta(days=30)) == 0
    assert Question.objects.get().remind_at is None


@pytest.mark.parametrize("state", ["closed", "open"])
def test_never_once_the_outcome_is_said_nor_without_an_answer(ruisseau: Actor, carrelet: Actor, state: str) -> None:
    question, said = asked_and_answered(ruisseau, carrelet)
    with clock.at(MORNING + timedelta(hours=1)):
        if state == "closed":
            move(mover=ruisseau, viewer=eyes_of(ruisseau), question=question, to="closed", outcome=clear("Attendu."))
        else:
            posts.delete(deleter=carrelet, post=said)
    question.refresh_from_db()
    assert (question.state, question.remind_at) == (state, None)
    assert told_at(MORNING + timedelta(days=5)) == 0


def test_dissent_is_reminded_like_any_answer(ruisseau: Actor, carrelet: Actor) -> None:
    question, _ = asked_and_answered(ruisseau, carrelet)
    with clock.at(MORNING + timedelta(hours=1)):
        move(mover=ruisseau, viewer=eyes_of(ruisseau), question=question, to="dissent", outcome=clear(""))
    assert told_at(MORNING + timedelta(days=3)) == 1


def test_two_workers_remind_once(ruisseau: Actor, carrelet: Actor) -> None:
    question, _ = asked_and_answered(ruisseau, carrelet)
    with clock.at(MORNING + timedelta(days=4)):
        assert [remind(question=question), remind(question=question)] == [True, False]


def test_a_reminder_that_comes_weeks_late_is_not_made(ruisseau: Actor, carrelet: Actor) -> None:
    question, _ = asked_and_answered(ruisseau, carrelet)
    assert told_at(MORNING + timedelta(days=40)) == 0
    question.refresh_from_db()
    assert question.remind_at is None


def test_many_who_sleep_do_not_keep_the_others_waiting(ruisseau: Actor, carrelet: Actor) -> None:
    for _ in range(3):
        asked_and_answered(ruisseau, carrelet)
    Question.objects.update(remind_at=MORNING)
    question, _ = asked_and_answered(carrelet, ruisseau)
    Actor.objects.filter(pk=carrelet.pk).update(department="987")
    Question.objects.filter(pk=question.pk).update(remind_at=MORNING + timedelta(minutes=1))
    assert told_at(MORNING + timedelta(hours=13)) == 1
