"""A question is brought to its peers, a few first, then wider, until somebody answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import person
from tests.questions.knocking import dermatologists, invited_to, later, waves_of, work
from tests.questions.test_patience import give_up, state_of
from toctoc.community.models import Notification
from toctoc.community.services import posts
from toctoc.kernel import clock
from toctoc.people.policies import viewer_for
from toctoc.privacy.services import clear
from toctoc.questions.models import Invitation, Question, Wave
from toctoc.questions.rules.routing.waves import AGAIN, PLAN
from toctoc.questions.rules.urgency import PATIENCE, Urgency
from toctoc.questions.services.questions import QuestionDraft, answer, ask, move

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db

SIZES = [step.size for step in PLAN[Urgency.NOW] if step.circle not in {"partners", "duty"}]
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
NIGHT = datetime(2026, 3, 4, 2, 30, tzinfo=UTC)


def asked_now(asker: Actor, audience: str = "professionals", at: datetime = NOON) -> Question:
    with clock.at(at):
        return ask(asker=asker, draft=QuestionDraft(clear("Que voyez-vous ?"), ("dermatologie",), "now", audience))


def answered(question: Question, answerer: Actor, at: datetime) -> Post:
    with clock.at(at):
        return answer(answerer=answerer, question=question, to=question.post, text=clear("Oui."))


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_a_small_wave_knocks_at_the_specialty_first(ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    others = dermatologists(SIZES[0] + 1)
    question = asked_now(ruisseau)
    assert invited_to(question) == set(), "nobody is told in the asker's own transaction"
    later(question, minutes(0))
    dermatology = {actor.pk for actor in (carrelet, *others)}
    assert len(invited_to(question)) == SIZES[0]
    assert invited_to(question) <= dermatology
    told = Notification.objects.filter(kind="invited", post=question.post)
    assert {notice.recipient_id for notice in told} == invited_to(question)
    assert plumier.pk not in invited_to(question)


def test_it_widens_by_its_urgency_and_nobody_is_invited_twice(ruisseau: Actor) -> None:
    near = dermatologists(SIZES[0] + 2)
    nurses = [person(f"inf{number}", "nurse", proved=True) for number in range(4)]
    question = asked_now(ruisseau)
    plan = PLAN[Urgency.NOW]
    for step in plan[:3]:
        later(question, step.after)
    sent = [circle for _, circle, _, was_sent in waves_of(question) if was_sent]
    assert sent == ["specialty", "neighbours", "profession"]
    assert invited_to(question) == {actor.pk for actor in (*near, *nurses)}
    assert Invitation.objects.filter(question=question).count() == len(near) + len(nurses)
    later(question, plan[3].after)
    assert waves_of(question)[-2:] == [(1, "partners", 0, True), (1, "duty", 0, False)]


def test_waves_stop_when_somebody_answers_and_go_on_when_the_only_answer_is_taken_back(ruisseau: Actor) -> None:
    many = dermatologists(SIZES[0] + 2)
    question = asked_now(ruisseau)
    later(question, minutes(0))
    said = answered(question, many[0], NOON + minutes(1))
    later(question, minutes(60))
    assert len(waves_of(question)) == 1
    assert not Invitation.objects.filter(question=question, reply="").exists()
    with clock.at(NOON + minutes(61)):
        posts.delete(deleter=many[0], post=said)
    assert Invitation.objects.filter(question=question, reply="").exists()
    later(question, minutes(61) + PLAN[Urgency.NOW][1].after)
    assert [wave[1] for wave in waves_of(question) if wave[3]] == ["specialty", "neighbours"]


def test_what_is_closed_or_taken_back_knocks_no_more(ruisseau: Actor) -> None:
    dermatologists(3)
    closed, gone = asked_now(ruisseau), asked_now(ruisseau)
    with clock.at(NOON):
        move(mover=ruisseau, viewer=viewer_for(ruisseau), question=closed, to="closed", outcome=clear("Rien."))
        posts.delete(deleter=ruisseau, post=gone.post)
    work(NOON + minutes(90))
    assert not Invitation.objects.exists()
    assert not Wave.objects.filter(sent_at=None).exists()


def test_others_are_asked_once_more_then_it_is_said_that_nobody_answered(ruisseau: Actor) -> None:
    again, patience = AGAIN[Urgency.NOW], PATIENCE[Urgency.NOW]
    dermatologists(sum(SIZES) + again.size + 5)
    question = asked_now(ruisseau)
    for step in PLAN[Urgency.NOW]:
        later(question, step.after)
    first = invited_to(question)
    assert len(first) == sum(SIZES)
    later(question, again.after - minutes(1))
    assert state_of(question) == "open"
    later(question, again.after)
    assert len(invited_to(question) - first) == again.size
    assert state_of(question) == "unanswered", "every member finds it among those without an answer"
    with clock.at(NOON + again.after + patience + minutes(1)):
        give_up()
        give_up()
    question.refresh_from_db()
    assert question.state == "unanswered"
    assert question.gave_up_at is not None
    later(question, timedelta(days=9))
    assert len(invited_to(question)) == sum(SIZES) + again.size
    assert Notification.objects.filter(recipient=ruisseau, kind="unheard").count() == 1


def test_when_nobody_was_there_others_are_looked_for_in_the_hours_of_the_day(ruisseau: Actor) -> None:
    question = asked_now(ruisseau, at=NIGHT)
    for step in PLAN[Urgency.NOW]:
        later(question, step.after)
    later(question, AGAIN[Urgency.NOW].after)
    assert not Invitation.objects.exists()
    (planned,) = Wave.objects.filter(question=question, sent_at=None)
    assert planned.due_at == datetime(2026, 3, 4, 11, 30, tzinfo=UTC)
    many = dermatologists(3)
    work(planned.due_at)
    assert invited_to(question) == {actor.pk for actor in many}
    assert not Wave.objects.filter(question=question, sent_at=None).exists()


def test_a_late_wave_keeps_its_distance_to_the_next(ruisseau: Actor) -> None:
    dermatologists(SIZES[0] + SIZES[1])
    question = asked_now(ruisseau)
    later(question, minutes(100))
    assert len(invited_to(question)) == SIZES[0]
    gap = PLAN[Urgency.NOW][1].after
    later(question, minutes(99) + gap)
    assert len(invited_to(question)) == SIZES[0]
    later(question, minutes(100) + gap)
    assert len(invited_to(question)) == SIZES[0] + SIZES[1]
