"""Two questions before a professional sends what tells of one patient, and the record of the answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.config.api_caller import caller
from tests.conftest import signed_in
from toctoc.community.models import Notification, Post
from toctoc.kernel.cleared import Assurance
from toctoc.privacy.models import Assured
from toctoc.privacy.rules.patients import speaks_of_patient
from toctoc.privacy.services.speech import ClosingAsked, check_closing, clear_speech

if TYPE_CHECKING:
    from toctoc.people.models import Actor

CASE = "Un patient de 62 ans sous anticoagulant se plaint de vertiges. Que feriez-vous ?"
NEW = "/messages/nouveau"


def typed(**more: str) -> dict[str, str]:
    return {"text": CASE, "audience": "public", "cle": "c1"} | more


@pytest.mark.parametrize(
    "text",
    [
        CASE,
        "Je vois en consultation une femme enceinte, syndrome grippal.",
        "Ma patiente refuse le traitement.",
        "F 34 ans, G2P1, métrorragies",
        "J'ai un petit garçon de 4 ans avec une éruption.",
        "Résidente de 82 ans, chute ce matin.",
        "A 54-year-old man with chest pain",
        "my patient keeps coughing",
    ],
)
def test_story_of_one_person_is_seen(text: str) -> None:
    assert speaks_of_patient(text)


@pytest.mark.parametrize(
    "text",
    [
        "Les patients sous anticoagulant doivent être surveillés.",
        "Quelle dose d’apixaban selon le DFG ?",
        "Le patient doit être à jeun avant l’examen.",
        "Patients with diabetes need a yearly check.",
        "Congrès de cardiologie à l’automne : qui vient ?",
    ],
)
def test_general_talk_asks_nothing(text: str) -> None:
    assert not speaks_of_patient(text)


def test_page_asks_a_professional_before_sending(ruisseau: Actor) -> None:
    client = signed_in(ruisseau).client
    asked = client.post(NEW, typed())
    assert asked.status_code == 422
    assert "Deux questions avant d’envoyer" in asked.content.decode()
    assert CASE in asked.content.decode()
    assert not Post.objects.exists()
    sent = client.post(NEW, typed(reconnaissable="no", accord="not_asked"))
    assert sent.status_code == 302
    kept = Assured.objects.get()
    assert (kept.actor_id, kept.recognisable, kept.agreed) == (ruisseau.pk, "no", "not_asked")
    assert kept.subject == f"post:{Post.objects.get().pk}"
    assert CASE not in json.dumps([kept.kept, kept.read])


@pytest.mark.parametrize(
    "answers", [{"reconnaissable": "yes", "accord": "no"}, {"reconnaissable": "yes"}, {"accord": "yes"}]
)
def test_recognisable_without_agreement_stays(ruisseau: Actor, answers: dict[str, str]) -> None:
    assert signed_in(ruisseau).client.post(NEW, typed(**answers)).status_code == 422
    assert not Post.objects.exists()


def test_recognisable_with_agreement_goes(ruisseau: Actor) -> None:
    assert signed_in(ruisseau).client.post(NEW, typed(reconnaissable="yes", accord="yes")).status_code == 302


def test_patient_who_tells_a_story_is_not_asked(avril: Actor) -> None:
    story = "Mon père est un patient de 62 ans. Il va mieux depuis qu’il marche chaque matin."
    assert signed_in(avril).client.post(NEW, typed(text=story)).status_code == 302
    assert not Assured.objects.exists()


def test_check_fails_closed_on_answers_that_do_not_exist(ruisseau: Actor) -> None:
    cleared = clear_speech(CASE, assurance=Assurance(recognisable="maybe", agreed="yes"))
    with pytest.raises(ClosingAsked):
        check_closing(ruisseau, cleared)


def test_client_that_cannot_ask_is_asked_afterwards(ruisseau: Actor, dehors: Actor) -> None:
    answer = caller(ruisseau).post("/posts", {"text": CASE, "audience": {"kind": "public"}})
    assert answer.status == 201
    waiting = Assured.objects.get(is_waiting=True)
    assert Notification.objects.get(recipient=ruisseau).address == f"/reglages/consentements#a{waiting.pk}"
    answers = {"envoi": str(waiting.pk), "reconnaissable": "no", "accord": "yes"}
    page = "/reglages/consentements/repondre"
    assert signed_in(dehors).client.post(page, answers).status_code == 404
    client = signed_in(ruisseau).client
    assert client.post(page, {"envoi": str(waiting.pk)}).status_code == 422
    assert client.post(page, answers).status_code == 302
    assert client.post(page, answers).status_code == 302
    waiting.refresh_from_db()
    assert (waiting.is_waiting, waiting.recognisable, waiting.agreed) == (False, "no", "yes")


def test_client_that_answers_along_is_not_asked_again(ruisseau: Actor) -> None:
    body = {"text": CASE, "audience": {"kind": "public"}, "assurance": {"recognisable": "no", "agreed": "yes"}}
    assert caller(ruisseau).post("/posts", body).status == 201
    assert not Assured.objects.get().is_waiting
    assert not Notification.objects.exists()


def test_client_that_says_recognisable_without_agreement_is_refused(ruisseau: Actor) -> None:
    body = {"text": CASE, "audience": {"kind": "public"}, "assurance": {"recognisable": "yes", "agreed": "no"}}
    assert caller(ruisseau).post("/posts", body).status == 422
    assert not Post.objects.exists()


def test_client_that_answers_half_is_asked_the_rest(ruisseau: Actor) -> None:
    body = {"text": CASE, "audience": {"kind": "public"}, "assurance": {"recognisable": "no"}}
    assert caller(ruisseau).post("/posts", body).status == 201
    assert Assured.objects.get().is_waiting
