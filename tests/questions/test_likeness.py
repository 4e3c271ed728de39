"""Whoever answered what is near is thought of; what was said in private is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import person, post_by, signed_in
from tests.pages import words_of
from tests.questions.knocking import brought, dermatologists, invited_to
from tests.search.indexing import build
from toctoc.community.services.posts import delete
from toctoc.kernel import clock
from toctoc.people.models import Actor
from toctoc.people.services.blocks import block
from toctoc.privacy.services import clear
from toctoc.questions.models import Invitation, Question
from toctoc.questions.queries.candidates import candidates, wanted_of
from toctoc.questions.queries.experts import likeness_to
from toctoc.questions.rules.routing.expertise import DECLARED, HALF_LIFE_DAYS, SAME, expertise
from toctoc.questions.rules.routing.fit import Circle
from toctoc.questions.services.questions import QuestionDraft, answer, ask

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from toctoc.community.models import Post
    from toctoc.search.services.engines import Engine

GOUT = "Crise de goutte chez un patient sous furosémide, faut-il changer le diurétique ?"
SAME_NEED = "Accès goutteux sous Lasilix : changer le diurétique ?"
OTHER = "Quelle marque de stéthoscope pour une jeune interne ?"


def asked(asker: Actor, text: str = GOUT, audience: str = "professionals", seal: str = "none") -> Question:
    draft = QuestionDraft(clear(text), ("dermatologie",), "now", audience, seal=seal)
    return ask(asker=asker, draft=draft)


def answered(question: Question, by: Actor, text: str = "Plutôt la colchicine chez lui.") -> Post:
    return answer(answerer=by, question=question, to=question.post, text=clear(text))


def likeness(question: Question) -> dict[int, float]:
    return likeness_to(question, clock.now())


def test_whoever_answered_a_similar_question_is_thought_of_and_told_so(
    ruisseau: Actor, carrelet: Actor, index: Engine
) -> None:
    pharmacist = person("officine", "pharmacist", proved=True)
    answered(asked(carrelet), pharmacist)
    answered(asked(carrelet, OTHER), person("autre", "pharmacist", proved=True), "La moins chère fait l’affaire.")
    build()
    question = asked(ruisseau, SAME_NEED)
    assert set(likeness(question)) == {pharmacist.pk}
    brought(question)
    reasons = {name: value for name, value, *_ in Invitation.objects.get(actor=pharmacist).reasons}
    assert reasons["likeness"] > 0.3
    assert {name: value for name, value, *_ in Invitation.objects.get(actor=carrelet).reasons}["likeness"] == 0


def test_without_an_index_nobody_is_like_it_and_the_wave_is_sent(ruisseau: Actor, carrelet: Actor) -> None:
    answered(asked(ruisseau), carrelet)
    question = asked(ruisseau, SAME_NEED)
    assert likeness(question) == {}
    brought(question)
    assert invited_to(question) == {carrelet.pk}


def test_what_was_said_in_private_or_sealed_or_taken_back_counts_for_nothing(
    ruisseau: Actor, carrelet: Actor, index: Engine
) -> None:
    one, other = dermatologists(2)
    answered(asked(carrelet, seal="sealed"), one)
    gone = answered(asked(carrelet), other)
    delete(post=gone, deleter=other)
    nurses = person("soin", "nurse", proved=True)
    answered(asked(nurses, audience="profession:nurse"), person("soin2", "nurse", proved=True))
    post_by(other, GOUT, "members")
    build()
    assert likeness(asked(ruisseau, SAME_NEED)) == {}


def test_what_the_asker_may_not_read_any_more_counts_for_nothing(ruisseau: Actor, carrelet: Actor) -> None:
    one, other = dermatologists(2)
    question = asked(carrelet)
    answered(question, one)
    answered(question, other)
    build()
    block(blocker=one, blocked=ruisseau)
    assert set(likeness(asked(Actor.objects.get(pk=ruisseau.pk), SAME_NEED))) == {other.pk}


def test_an_outsider_of_a_question_is_no_candidate_however_near(ruisseau: Actor, carrelet: Actor) -> None:
    pharmacist = person("officine", "pharmacist", proved=True)
    answered(asked(carrelet), pharmacist)
    build()
    question = asked(ruisseau, SAME_NEED, audience="profession:doctor")
    assert pharmacist.pk in likeness(question)
    found = candidates(question, wanted_of(question), Circle.PROFESSION, clock.now())
    assert {one.actor_id for one in found} == {carrelet.pk}


def test_what_somebody_says_of_itself_counts_a_little(ruisseau: Actor, carrelet: Actor) -> None:
    Actor.objects.filter(pk=carrelet.pk).update(note="Goutte, diurétique : je reçois les accès de goutte.")
    build()
    found = likeness(asked(ruisseau, SAME_NEED))
    assert set(found) == {carrelet.pk}
    assert 0 < found[carrelet.pk] < SAME * DECLARED


def test_an_answer_counts_once_a_thread_and_fades() -> None:
    found = expertise([(1, 10, 0.5, 0.0), (1, 10, 0.4, 0.0), (1, 11, 0.5, HALF_LIFE_DAYS)], [(2, 0.5)])
    assert found == {1: pytest.approx(0.75 * SAME), 2: pytest.approx(0.5 * DECLARED * SAME)}


def test_likeness_asks_the_same_however_many_answered(
    ruisseau: Actor, carrelet: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for each in dermatologists(6):
        answered(asked(carrelet), each)
    build()
    question = asked(ruisseau, SAME_NEED)
    with django_assert_num_queries(2):
        assert len(likeness(question)) == 6


def test_whoever_looks_for_an_address_is_brought_to_people_of_the_place(ruisseau: Actor) -> None:
    Actor.objects.filter(pk=ruisseau.pk).update(department="69")
    ruisseau.refresh_from_db()
    address = wanted_of(asked(ruisseau, "Connaissez-vous un dermatologue à qui adresser un enfant ?"))
    fact = wanted_of(asked(ruisseau, "Quelle dose de colchicine ?"))
    assert (address.kind, address.department, address.language) == ("address", "69", "fr")
    assert (fact.kind, fact.department) == ("fact", "")


def test_only_the_person_itself_reads_that_it_answered_what_is_near(ruisseau: Actor, carrelet: Actor) -> None:
    pharmacist = person("officine", "pharmacist", proved=True)
    answered(asked(carrelet), pharmacist, "Colchicine, jamais avec la pristinamycine.")
    build()
    question = asked(ruisseau, SAME_NEED)
    brought(question)
    address = f"/questions/{question.pk}/pourquoi-moi"
    pages = {one.handle: signed_in(one).client.get(address) for one in (ruisseau, carrelet, pharmacist)}
    assert pages["ruisseau"].status_code == 404
    told = {handle: words_of(page) for handle, page in pages.items() if page.status_code == 200}
    told_so = {handle for handle, words in told.items() if "répondu à des questions proches" in words}
    assert told_so == {"officine"}
    assert not [words for words in told.values() if "pristinamycine" in words]
