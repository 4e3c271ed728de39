"""Influence is help given: figures counted when it is given, shown before followers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.config.api_caller import caller
from tests.conftest import eyes_of, person, question_by, signed_in
from tests.pages import words_of
from toctoc.community.services import posts, tombstones
from toctoc.people.services.follows import follow
from toctoc.privacy.services import clear
from toctoc.questions.models import GivenHelp, HelpCount
from toctoc.questions.queries.help_given import HelpGiven, help_given
from toctoc.questions.services.help import count_everything
from toctoc.questions.services.questions import answer, move
from toctoc.questions.services.taking import thank

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.people.models import Actor
    from toctoc.questions.models import Question


def answered(question: Question, by: Actor, text: str = "Poursuivre.") -> Post:
    question.refresh_from_db()
    return answer(answerer=by, question=question, to=question.post, text=clear(text))


def moved(question: Question, to: str, outcome: str = "") -> None:
    question.refresh_from_db()
    asker = question.asker
    move(mover=asker, viewer=eyes_of(asker), question=question, to=to, outcome=clear(outcome))


def given(actor: Actor) -> HelpGiven:
    return help_given([actor.pk])[actor.pk]


def test_professions_are_bridged_once_each(ruisseau: Actor, carrelet: Actor, plumier: Actor, avril: Actor) -> None:
    nurse = person("jonc", "nurse", proved=True)
    first, second = question_by(ruisseau), question_by(carrelet)
    said = [answered(question, plumier) for question in (first, second, first)]
    assert given(plumier) == HelpGiven(answers=3, bridged=1), "two doctors are one profession"
    answered(question_by(nurse), plumier)
    answered(question_by(avril, audience="public"), plumier)
    answered(question_by(ruisseau, audience="public"), avril)
    answered(first, carrelet)
    assert given(plumier) == HelpGiven(answers=5, bridged=2), "a patient is no profession"
    assert (given(avril).bridged, given(carrelet).bridged) == (0, 0)
    for post in said:
        posts.delete(deleter=plumier, post=post)
    assert given(plumier) == HelpGiven(answers=2, bridged=1)


def test_a_closed_question_counts_for_each_who_answered_while_it_is_closed(
    ruisseau: Actor, carrelet: Actor, plumier: Actor
) -> None:
    question = question_by(ruisseau)
    answered(question, carrelet)
    last = answered(question, carrelet, "Ou attendre.")
    only = answered(question, plumier)
    moved(question, "closed", "Arrêté.")
    assert (given(carrelet).closed, given(plumier).closed) == (1, 1)
    moved(question, "open")
    assert (given(carrelet).closed, given(plumier).closed) == (0, 0)
    moved(question, "closed", "Repris.")
    posts.delete(deleter=plumier, post=only)
    posts.delete(deleter=carrelet, post=last)
    assert (given(carrelet).closed, given(plumier).closed) == (1, 0)


def test_a_question_that_moderation_removes_and_brings_back_keeps_its_help(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    said = answered(question, carrelet)
    thank(thanker=ruisseau, question=question, answer=said)
    moved(question, "closed", "Arrêté.")
    removed = tombstones.remove(post=question.post)
    tombstones.restore(post=question.post, removed=removed)
    moved(question, "open")
    posts.delete(deleter=carrelet, post=said)
    assert given(carrelet) == HelpGiven()


def test_counting_everything_again_finds_the_same(ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    question, other = question_by(ruisseau), question_by(plumier)
    thank(thanker=ruisseau, question=question, answer=answered(question, plumier))
    answered(question, carrelet)
    answered(other, carrelet)
    answered(other, carrelet, "Encore.")
    moved(question, "closed", "Arrêté.")
    before = help_given([carrelet.pk, plumier.pk])
    rows = set(GivenHelp.objects.values_list("question", "actor", "answers", "crossed", "is_closed"))
    count_everything()
    assert help_given([carrelet.pk, plumier.pk]) == before
    assert set(GivenHelp.objects.values_list("question", "actor", "answers", "crossed", "is_closed")) == rows
    assert HelpCount.objects.count() == 2


def test_figures_of_any_number_of_people_are_one_statement(ruisseau: Actor, carrelet: Actor) -> None:
    answered(question_by(ruisseau), carrelet)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = help_given([ruisseau.pk, carrelet.pk, 999])
    assert len(asked) == 1
    assert found == {ruisseau.pk: HelpGiven(), carrelet.pk: HelpGiven(answers=1)}


def test_a_profile_shows_help_given_before_followers(ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    question = question_by(ruisseau)
    said = answered(question, plumier)
    thank(thanker=ruisseau, question=question, answer=said)
    moved(question, "closed", "Arrêté.")
    follow(follower=carrelet, followee=plumier)
    page = words_of(signed_in(ruisseau).client.get("/@plumier"))
    shown = [
        page.index(words)
        for words in (
            "1 réponse donnée aux questions des autres",
            "1 réponse remerciée",
            "1 question menée à son issue",
            "1 autre profession aidée",
            "1 personne suit ce profil",
        )
    ]
    assert shown == sorted(shown)
    assert caller(ruisseau).get("/actors/plumier/help").body == {"answers": 1, "thanked": 1, "closed": 1, "bridged": 1}
    assert caller(ruisseau).get("/actors/personne/help").status == 404
