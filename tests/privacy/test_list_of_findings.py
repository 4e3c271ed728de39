"""The list under a field: each passage once, masked unless a reason keeps it, whatever the order of pressing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import question_by, signed_in
from toctoc.community.models import Post
from toctoc.privacy.models import Assured

if TYPE_CHECKING:
    from tests.pages import Response
    from toctoc.people.models import Actor

TWICE = "Le congrès a lieu à Bessines. Qui vient à Bessines avec moi ?"
KEPT = "public|commune|Bessines"
pytestmark = pytest.mark.django_db


def sent(actor: Actor, **typed: str | list[str]) -> Response:
    return signed_in(actor).client.post("/messages/nouveau", {"audience": "public", "cle": "l", "text": TWICE} | typed)


def test_words_said_twice_are_listed_once_and_masked_together(avril: Actor) -> None:
    page = sent(avril).content.decode()
    assert page.count('name="garde"') == 1
    assert page.count("data-from") == 2
    assert 'name="masquer" value="0 1"' in page
    assert "Bessines" not in str(sent(avril, masquer="0 1").context["form"]["text"].value())
    # One place alone masks one, and what is no place masks nothing.
    assert str(sent(avril, masquer="1").context["form"]["text"].value()).count("Bessines") == 1
    assert sent(avril, masquer="12 x -1").context["form"]["text"].value() == TWICE
    assert Post.objects.count() == 0


def test_a_reason_travels_with_its_passage(avril: Actor) -> None:
    page = sent(avril, garde=KEPT, masquer="9").content.decode()
    assert f'<option value="{KEPT}" selected>' in page
    assert "data-from" not in page
    # Kept for a reason that is none, or of words that are not there: nothing is kept.
    assert sent(avril, garde="because|commune|Bessines").status_code == 422
    assert "Niort" not in sent(avril, garde="public|commune|Niort", masquer="9").content.decode()


def test_passages_to_mask_take_no_place_of_those_that_stay(avril: Actor) -> None:
    assert sent(avril, garde=[""] * 150 + [KEPT]).status_code == 302
    assert Post.objects.get().text == TWICE
    assert Assured.objects.get().actor == avril


def test_a_form_with_very_many_passages_can_be_sent(avril: Actor) -> None:
    text = " ".join(f"Voir le {1 + n % 28}/0{1 + n % 9}/{1950 + n // 9}." for n in range(180))
    page = sent(avril, text=text)
    assert page.status_code == 422
    lists = page.content.decode().count('name="garde"')
    assert lists == 60
    assert sent(avril, text=text, garde=[""] * lists, masquer="envoyer").status_code == 302


def test_what_was_decided_says_which_words_and_may_keep_them(ruisseau: Actor) -> None:
    question = question_by(ruisseau, "Quel colloque choisir cette année ?")
    client, address = signed_in(ruisseau).client, f"/questions/{question.pk}/etat"
    typed = {"state": "closed", "outcome": "Nous irons à Bessines.", "cle": "o"}
    page = client.post(address, typed)
    assert page.status_code == 422
    assert f'<option value="{KEPT}">' in page.content.decode()
    page = client.post(address, typed | {"garde": KEPT})
    assert page.status_code == 302
    question.refresh_from_db()
    assert question.state == "closed"
