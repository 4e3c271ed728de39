"""A question's page: answers, moves, follows, and who is kept out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import eyes_of, post_by, question_by, signed_in
from tests.pages import words_of
from toctoc.community.models import Post
from toctoc.community.services import posts
from toctoc.kernel import clock
from toctoc.people.models import Actor, Proof
from toctoc.people.services.proofs import revoke_proof
from toctoc.privacy.services import clear
from toctoc.questions.models import Question, QuestionFollow, QuestionPass
from toctoc.questions.queries.lists import visible_question
from toctoc.questions.services.questions import answer, move

if TYPE_CHECKING:
    from tests.pages import Response
    from toctoc.people.models import Account

SAID = "Poursuivre huit jours sous surveillance."


def answered(question: Question, by: Actor, text: str = SAID) -> Post:
    """Answer through the service."""
    return answer(answerer=by, question=question, to=question.post, text=clear(text))


def send(actor: Actor, question: Question, page: str, **typed: object) -> Response:
    """Send one of the forms of a question's page."""
    return signed_in(actor).client.post(f"/questions/{question.pk}/{page}", {"cle": "k", **typed})


def page_for(actor: Actor, question: Question, query: str = "") -> str:
    """Return the question's page as an actor reads it."""
    return words_of(signed_in(actor).client.get(f"/questions/{question.pk}{query}"))


def test_an_answer_on_the_page_stands_under_the_question(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    response = send(carrelet, question, "repondre", text=SAID, voice="lived")
    said = Post.objects.get(text=SAID)
    assert (said.voice, said.thread_id, response["Location"]) == ("lived", question.pk, f"/messages/{said.pk}")
    place = signed_in(ruisseau).client.get(response["Location"])["Location"]
    assert place == f"/questions/{question.pk}#p{said.pk}"
    page = page_for(ruisseau, question)
    assert SAID in page
    assert "1 réponse" in page
    assert "Première réponse en 1 min" in page


def test_waiting_is_told_until_the_first_answer(ruisseau: Actor, carrelet: Actor) -> None:
    with clock.at(clock.now() - timedelta(hours=3)):
        question = question_by(ruisseau)
    assert "Attend depuis 3 h" in page_for(carrelet, question)
    answered(question, carrelet)
    assert "Première réponse en 3 h" in page_for(carrelet, question)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": " "}, "Écrivez quelques mots"),
        ({"text": "Appelez le 06 12 34 56 78"}, "[téléphone retiré]"),
        ({"text": SAID, "voice": "official"}, "Seule une organisation"),
        ({"text": SAID, "voice": "divine"}, "Cette voix"),
    ],
)
def test_a_bad_answer_writes_nothing_and_stays_in_the_form(
    ruisseau: Actor, carrelet: Actor, typed: dict[str, str], sentence: str
) -> None:
    question = question_by(ruisseau)
    response = send(carrelet, question, "repondre", **typed)
    assert response.status_code == 422
    assert sentence in words_of(response)
    assert typed["text"] in words_of(response)
    question.refresh_from_db()
    assert (Post.objects.count(), question.answers_count, question.state) == (1, 0, "open")


def test_an_answer_sent_twice_is_one(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    assert (
        send(carrelet, question, "repondre", text=SAID)["Location"]
        == send(carrelet, question, "repondre", text=SAID)["Location"]
    )
    question.refresh_from_db()
    assert question.answers_count == 1


def test_a_reply_to_an_answer_names_whom_it_answers(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    first = answered(question, carrelet)
    link = signed_in(ruisseau).client.get(f"/messages/{first.pk}/repondre")["Location"]
    assert link == f"/questions/{question.pk}?a={first.pk}#repondre"
    assert "Vous répondez à Carrelet" in page_for(ruisseau, question, f"?a={first.pk}")
    send(ruisseau, question, "repondre", text="Merci.", a=first.pk)
    assert Post.objects.get(text="Merci.").reply_to_id == first.pk


def test_an_answer_cannot_be_aimed_at_another_thread(ruisseau: Actor, carrelet: Actor) -> None:
    question, elsewhere = question_by(ruisseau), post_by(ruisseau)
    assert send(carrelet, question, "repondre", text=SAID, a=elsewhere.pk).status_code == 404
    assert Post.objects.count() == 2


@pytest.mark.parametrize("page", ["", "/repondre", "/etat", "/suivre", "/passer"])
def test_an_outsider_finds_nothing_at_any_address_of_a_question(ruisseau: Actor, dehors: Actor, page: str) -> None:
    question = question_by(ruisseau)
    client = signed_in(dehors).client
    address = f"/questions/{question.pk}{page}"
    response = (
        client.post(address, {"text": SAID, "state": "closed", "outcome": "Fin."}) if page else client.get(address)
    )
    missing = client.post(f"/questions/1{page}") if page else client.get("/questions/1")
    assert (response.status_code, missing.status_code) == (404, 404)
    question.refresh_from_db()
    assert (Post.objects.count(), question.state) == (1, "open")


@pytest.mark.parametrize("page", ["repondre", "etat", "suivre", "passer"])
def test_a_stranger_writes_nothing(ruisseau: Actor, page: str) -> None:
    question = question_by(ruisseau, audience="public")
    response = Client().post(f"/questions/{question.pk}/{page}", {"text": SAID, "state": "closed", "outcome": "Fin."})
    assert response.status_code == 302
    assert "login" in response["Location"]
    assert (Post.objects.count(), QuestionFollow.objects.count(), QuestionPass.objects.count()) == (1, 0, 0)


def test_a_stranger_reads_a_public_question_and_is_told_how_to_answer(ruisseau: Actor) -> None:
    question = question_by(ruisseau, audience="public")
    page = words_of(Client().get(f"/questions/{question.pk}"))
    assert "Connectez-vous pour répondre." in page
    assert "<textarea" not in page


def test_an_asker_whose_proof_ran_out_reads_but_answers_no_more(ruisseau: Actor, vigie: Account) -> None:
    question = question_by(ruisseau)
    revoke_proof(proof=Proof.objects.get(actor=ruisseau), decided_by=vigie)
    page = page_for(ruisseau, question)
    assert "Seuls les professionnels dont la preuve est valable répondent ici." in page
    assert 'name="text"' not in page
    response = send(ruisseau, question, "repondre", text=SAID)
    assert response.status_code == 403
    assert SAID in words_of(response)
    assert Post.objects.count() == 1


def test_the_asker_says_where_the_question_stands_and_closes_it(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    answered(question, carrelet)
    assert "Les avis convergent" in page_for(ruisseau, question)
    assert "Les avis convergent" not in page_for(carrelet, question)
    assert send(ruisseau, question, "etat", state="consensus").status_code == 302
    assert send(ruisseau, question, "etat", state="closed", outcome="Poursuivi.").status_code == 302
    page = page_for(carrelet, question)
    assert "Ce qui a été décidé" in page
    assert "Poursuivi." in page
    assert "Rouvrir la question" in page_for(ruisseau, question)
    assert "Où en est la question" in page


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"state": "closed", "outcome": ""}, 422, "Dites en une phrase"),
        ({"state": "closed", "outcome": "x" * 1_001}, 422, "au plus 1000 caractères"),
        ({"state": "closed", "outcome": "Voir jeanne@exemple.test"}, 422, "Voir jeanne@exemple.test"),
        ({"state": "consensus"}, 403, "ne peut pas devenir"),
        ({"state": "parfaite"}, 422, "Cet état"),
        ({}, 422, "Cet état"),
    ],
)
def test_a_move_that_is_not_allowed_gets_a_sentence(
    ruisseau: Actor, typed: dict[str, str], status: int, sentence: str
) -> None:
    question = question_by(ruisseau)
    response = send(ruisseau, question, "etat", **typed)
    assert response.status_code == status
    assert sentence in words_of(response)
    assert typed.get("outcome", "") in words_of(response)
    question.refresh_from_db()
    assert (question.state, question.outcome) == ("open", "")


def test_a_peer_does_not_move_somebody_elses_question(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    assert send(carrelet, question, "etat", state="closed", outcome="Fin.").status_code == 403
    question.refresh_from_db()
    assert question.state == "open"


def test_following_and_leaving_a_question(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    assert send(carrelet, question, "suivre", suivre="oui")["Location"] == f"/questions/{question.pk}"
    assert "Ne plus suivre" in page_for(carrelet, question)
    send(carrelet, question, "suivre", suivre="non")
    assert not QuestionFollow.objects.exists()
    assert send(carrelet, question, "passer")["Location"] == "/"
    assert QuestionPass.objects.filter(actor=carrelet, question=question).exists()


def test_a_button_never_sends_back_to_another_host(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    client = signed_in(carrelet).client
    for referer, back in (
        ("https://ailleurs.test/x", "/"),
        ("http://testserver/questions", "http://testserver/questions"),
    ):
        response = client.post(f"/questions/{question.pk}/passer", headers={"Referer": referer})
        assert response["Location"] == back


@pytest.mark.parametrize("page", ["repondre", "etat"])
def test_coming_back_to_the_address_of_a_form_shows_the_question(ruisseau: Actor, page: str) -> None:
    question = question_by(ruisseau)
    response = signed_in(ruisseau).client.get(f"/questions/{question.pk}/{page}")
    assert response["Location"] == f"/questions/{question.pk}"


def test_a_deleted_answer_leaves_its_place(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    said = answered(question, carrelet)
    posts.delete(deleter=carrelet, post=said)
    page = page_for(ruisseau, question)
    assert SAID not in page
    assert f'class="card gone" id="p{said.pk}"' in page


def test_answers_beyond_fifty_have_their_own_page(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    said = [answered(question, carrelet, f"Réponse {number}.") for number in range(52)]
    assert f"?apres={said[49].pk}" in page_for(ruisseau, question)
    last = page_for(ruisseau, question, f"?apres={said[49].pk}")
    assert f'id="p{said[51].pk}"' in last
    assert f'id="p{said[0].pk}"' not in last
    place = signed_in(ruisseau).client.get(f"/messages/{said[51].pk}")["Location"]
    assert place == f"/questions/{question.pk}?apres={said[40].pk}#p{said[51].pk}"


def test_the_page_asks_the_same_number_of_statements_whatever_the_answers(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    client = signed_in(ruisseau).client
    counts = []
    for more in (1, 12):
        for _ in range(more):
            answered(question, carrelet)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/questions/{question.pk}").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_history_tells_who_moved_it(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    answered(question, carrelet)
    question = visible_question(eyes_of(ruisseau), question.pk)
    move(mover=ruisseau, viewer=eyes_of(ruisseau), question=question, to="dissent", outcome=clear(""))
    page = page_for(carrelet, question)
    assert page.index("Répondue") < page.rindex("Avis partagés")
    assert "Ruisseau</span>" in page.split("Où en est la question")[1]
