"""Odd values in forms and addresses: never a fault of ours, never a way round the guard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from tests.conftest import PASSWORD, SignedIn, post_by, question_by, signed_in
from tests.pages import words_of
from toctoc.people.models import Actor

if TYPE_CHECKING:
    from django.test import Client

# More figures than Python reads.
ENDLESS = "9" * 5_000
ODD_NUMBERS = [ENDLESS, "9" * 19, "9" * 30, "-1", "²", "٣", "1.0", "x"]


@pytest.fixture(autouse=True)
def _nobody_tried_before() -> None:
    cache.clear()


@pytest.fixture
def medecin(ruisseau: Actor) -> SignedIn:
    return signed_in(ruisseau)


@pytest.mark.parametrize("number", ODD_NUMBERS)
def test_an_odd_number_of_a_notice_marks_what_it_can(medecin: SignedIn, number: str) -> None:
    assert medecin.client.post("/avis", {"jusqua": number}).status_code == 302


@pytest.mark.parametrize("number", ODD_NUMBERS)
def test_an_odd_number_of_what_is_answered_is_no_fault_of_ours(medecin: SignedIn, number: str) -> None:
    question, post = question_by(medecin.actor), post_by(medecin.actor)
    for address in (f"/questions/{question.pk}", f"/messages/{post.pk}"):
        assert medecin.client.get(address, {"a": number}).status_code in {200, 404}
        answer = medecin.client.post(f"{address}/repondre", {"a": number, "text": "Oui.", "cle": number[:32]})
        assert answer.status_code in {302, 404}


@pytest.mark.parametrize("handle", ["0639981234", "mr_0639981234", "dr0639981234", "06_39_98_12_34", "a33639981234b"])
def test_a_handle_is_no_phone_number(client: Client, db: None, handle: str) -> None:
    typed = {"email": "qui@exemple.test", "password1": PASSWORD, "handle": handle, "display_name": "Marin"}
    answer = client.post("/compte/signup/", typed)
    assert answer.status_code == 422
    assert "Un numéro de téléphone désigne une personne." in words_of(answer)
    assert not Actor.objects.exists()


@pytest.mark.parametrize("handle", ["marin_2042", "hiver_19_12_2041", "samu_75", "a1b2c3d4e5f6"])
def test_figures_in_a_handle_are_welcome(client: Client, db: None, handle: str) -> None:
    typed = {"email": "qui@exemple.test", "password1": PASSWORD, "handle": handle, "display_name": "Marin"}
    assert client.post("/compte/signup/", typed).status_code == 302
    assert Actor.objects.get().handle == handle
