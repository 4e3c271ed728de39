"""Who may turn a question, and what becomes of one that is opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import eyes_of, question_by
from toctoc.kernel.errors import Missing, Refused
from toctoc.people.models import Actor
from toctoc.privacy.services import clear
from toctoc.questions.queries.lists import waiting_for
from toctoc.questions.services.questions import answer, give_up_waiting, move

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.people.models import Account
    from toctoc.questions.models import Question


def moved(mover: Actor, question: Question, to: str, outcome: str = "") -> Question:
    move(mover=mover, viewer=eyes_of(mover), question=question, to=to, outcome=clear(outcome))
    question.refresh_from_db()
    return question


def answered(answerer: Actor, question: Question) -> Post:
    return answer(answerer=answerer, question=question, to=question.post, text=clear("Oui, sous surveillance."))


def test_a_closed_question_opens_again_and_is_answered_again(ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    question = question_by(ruisseau)
    answered(carrelet, question)
    assert moved(ruisseau, question, "closed", "Traitement arrêté.").outcome == "Traitement arrêté."
    again = moved(ruisseau, question, "open")
    assert (again.state, again.outcome) == ("open", "")
    assert question.pk not in waiting_for(carrelet, eyes_of(carrelet)), "whoever answered follows, and is not asked"
    answered(plumier, question)
    question.refresh_from_db()
    assert (question.state, question.answers_count) == ("answered", 2)
    assert list(question.moves.order_by("id").values_list("after", flat=True)) == [
        "answered",
        "closed",
        "open",
        "answered",
    ]


def test_a_late_answer_moves_a_question_that_nobody_had_answered(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    give_up_waiting(question=question)
    answered(carrelet, question)
    question.refresh_from_db()
    assert question.state == "answered"


def test_moderation_may_move_a_question_and_a_peer_may_not(ruisseau: Actor, carrelet: Actor, vigie: Account) -> None:
    question = question_by(ruisseau, audience="public")
    with pytest.raises(Refused):
        moved(carrelet, question, "closed", "Sans suite.")
    moderator = Actor.objects.get(account=vigie)
    assert moved(moderator, question, "closed", "Sans suite.").state == "closed"


def test_anybody_answers_in_public_and_each_voice_is_marked(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    question = question_by(ruisseau, audience="public")
    assert [answered(actor, question).voice for actor in (carrelet, avril)] == ["practice", "lived"]


def test_only_professionals_answer_professionals(ruisseau: Actor, avril: Actor, dehors: Actor) -> None:
    question = question_by(ruisseau)
    for outsider in (avril, dehors):
        with pytest.raises(Missing):
            answered(outsider, question)
    question.refresh_from_db()
    assert (question.state, question.answers_count) == ("open", 0)
