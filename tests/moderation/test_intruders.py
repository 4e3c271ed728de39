"""Accounts that act for a company: asked first, a day to answer, then a decision with its reasons."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail

from tests.conftest import SignedIn, signed_in
from tests.moderation.conftest import gesture, give_notice, work
from toctoc.kernel import clock
from toctoc.moderation.models import Appeal, Notice, Suspicion

if TYPE_CHECKING:
    from django.test import Client

    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db
FACTS = "Onze messages vantent le même appareil, dont le fabricant tient ce compte."


@pytest.fixture
def asked(client: Client, dehors: Actor, guard: SignedIn) -> str:
    """The page of a question that was asked of an account."""
    assert dehors.pk
    give_notice(client, "actor:dehors", ground="interest")
    address = f"/moderation/signalements/{Notice.objects.get().pk}"
    gesture(guard, address, "prendre")
    return gesture(guard, address, "demander", text="Travaillez-vous pour ce fabricant ?")


def conclude(browser: SignedIn, address: str, geste: str) -> int:
    answer = browser.client.post(address, {"geste": geste, "text": FACTS, "cle": geste + str(clock.now())})
    return answer.status_code


def test_a_declared_interest_is_shown_and_ends_the_matter(
    client: Client, dehors: Actor, guard: SignedIn, asked: str
) -> None:
    work()
    letter = next(letter for letter in mail.outbox if letter.to == ["dehors@exemple.test"])
    assert "Travaillez-vous pour ce fabricant ?" in str(letter.body)
    assert "@dehors" not in str(letter.body)
    answer = signed_in(dehors).client.post(asked, {"interest": "Salarié de Machin SA", "text": "", "cle": "i"})
    assert answer.status_code == 302
    assert "Salarié de Machin SA" in client.get("/@dehors").content.decode()
    assert conclude(guard, asked, "inscrire") == 403
    assert conclude(guard, asked, "classer") == 302
    assert "@dehors" not in client.get("/moderation/intrus").content.decode()
    assert "Salarié de Machin SA" in client.get("/@dehors").content.decode()


def test_nobody_is_listed_before_a_day_or_an_answer(
    client: Client, dehors: Actor, guard: SignedIn, second: SignedIn, asked: str
) -> None:
    assert conclude(guard, asked, "inscrire") == 403
    with clock.at(clock.now() + timedelta(hours=24, minutes=1)):
        assert conclude(guard, asked, "inscrire") == 302
        page = client.get("/moderation/intrus").content.decode()
    assert "@dehors" in page
    assert FACTS in page
    assert "Aucune réponse en 24 heures" in page
    decision = Suspicion.objects.get().decision
    assert decision is not None
    statement = f"/moderation/decisions/{decision.pk}"
    assert FACTS in signed_in(dehors).client.get(statement).content.decode()
    assert signed_in(dehors).client.post(statement, {"text": "C’est faux.", "cle": "c"}).status_code == 302
    appeal = f"/moderation/recours/{Appeal.objects.get().pk}"
    gesture(second, appeal, "remplacer", measure="none", ground="interest", text="Le doute profite au compte.")
    assert "@dehors" not in client.get("/moderation/intrus").content.decode()


def test_the_answer_is_shown_beside_the_facts(client: Client, dehors: Actor, guard: SignedIn, asked: str) -> None:
    signed_in(dehors).client.post(asked, {"text": "Je ne travaille pour personne.", "cle": "r"})
    assert conclude(guard, asked, "inscrire") == 302
    assert conclude(guard, asked, "classer") == 409
    assert "Je ne travaille pour personne." in client.get("/moderation/intrus").content.decode()


def test_the_question_is_for_who_is_asked(client: Client, avril: Actor, asked: str) -> None:
    for browser in (client, signed_in(avril).client):
        assert browser.get(asked).status_code == 404
        assert browser.post(asked, {"text": "Non.", "geste": "inscrire"}).status_code == 404
    assert Suspicion.objects.get().decision is None
