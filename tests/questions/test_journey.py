"""The main job, through services."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import eyes_of, question_by
from toctoc.community.queries import prepared
from toctoc.community.services import posts
from toctoc.kernel.errors import Missing
from toctoc.people.rules.audience import STRANGER
from toctoc.privacy.services import clear
from toctoc.questions.queries.lists import visible_question, waiting_for
from toctoc.questions.services.questions import answer, move

if TYPE_CHECKING:
    from toctoc.people.models import Actor


def test_a_question_waits_for_a_peer_is_answered_and_closed(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    assert waiting_for(carrelet, eyes_of(carrelet)) == [question.pk]
    answer(answerer=carrelet, question=question, to=question.post, text=clear("Poursuivre huit jours."))
    assert waiting_for(carrelet, eyes_of(carrelet)) == []
    question = visible_question(eyes_of(ruisseau), question.pk)
    assert (question.state, question.answers_count) == ("answered", 1)
    move(mover=ruisseau, viewer=eyes_of(ruisseau), question=question, to="closed", outcome=clear("Poursuivi."))
    assert "Poursuivi." in prepared.cards([question.pk], eyes_of(carrelet), "fr")


def test_somebody_without_a_proof_sees_nothing_of_it(ruisseau: Actor, dehors: Actor) -> None:
    question = question_by(ruisseau)
    for viewer in (eyes_of(dehors), STRANGER):
        assert prepared.cards([question.pk], viewer, "fr") == ""
        with pytest.raises(Missing):
            visible_question(viewer, question.pk)


def test_a_question_whose_only_answer_is_taken_back_is_open_again(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    first = answer(answerer=carrelet, question=question, to=question.post, text=clear("Poursuivre."))
    second = answer(answerer=carrelet, question=question, to=question.post, text=clear("Ou attendre."))
    posts.delete(deleter=carrelet, post=second)
    question.refresh_from_db()
    assert (question.state, question.answers_count) == ("answered", 1)
    posts.delete(deleter=carrelet, post=first)
    question.refresh_from_db()
    carrelet.refresh_from_db()
    assert (question.state, question.answers_count, carrelet.answers_count) == ("open", 0, 0)
    assert question.first_answer_at is None
    assert b'"state":"open"' in prepared.objects([question.pk], eyes_of(carrelet))


def test_what_the_asker_adds_is_not_counted_as_an_answer(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    added = answer(answerer=ruisseau, question=question, to=question.post, text=clear("Je précise."))
    posts.delete(deleter=ruisseau, post=added)
    question.refresh_from_db()
    assert (question.state, question.answers_count) == ("open", 0)


def test_an_answer_belongs_to_the_thread_of_its_question(ruisseau: Actor, carrelet: Actor) -> None:
    question, other = question_by(ruisseau), question_by(ruisseau, "Une autre question ?")
    with pytest.raises(Missing):
        answer(answerer=carrelet, question=question, to=other.post, text=clear("Attendre."))
    question.refresh_from_db()
    assert question.answers_count == 0
