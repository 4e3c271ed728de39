"""A question that nobody answered in its time says so."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import question_by
from toctoc.kernel import clock
from toctoc.kernel.progress import Progress
from toctoc.kernel.tasks import Work
from toctoc.questions import tasks
from toctoc.questions.models import Question
from toctoc.questions.rules.urgency import PATIENCE, Urgency

if TYPE_CHECKING:
    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db


def give_up() -> None:
    tasks.give_up(Work(1, 1, Progress(lambda _done, _total: True)))


def state_of(question: Question) -> str:
    return Question.objects.get(pk=question.pk).state


def test_an_open_question_waits_as_long_as_its_urgency_says(ruisseau: Actor) -> None:
    question = question_by(ruisseau)
    patience = PATIENCE[Urgency(question.urgency)]
    with clock.at(clock.now() + patience - timedelta(minutes=1)):
        give_up()
    assert state_of(question) == "open"
    with clock.at(clock.now() + patience + timedelta(minutes=1)):
        give_up()
    assert state_of(question) == "unanswered"


def test_all_are_reached_however_many_wait(ruisseau: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "BATCH", 2)
    asked = [question_by(ruisseau, text=f"Question {number} ?") for number in range(5)]
    with clock.at(clock.now() + timedelta(days=30)):
        give_up()
    assert [state_of(question) for question in asked] == ["unanswered"] * 5
