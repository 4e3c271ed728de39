"""One's own messages first on one's profile, for those who may read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.conftest import post_by, signed_in
from tests.pages import words_of
from toctoc.community.models import Pin
from toctoc.community.services import posts
from toctoc.community.services.pins import pin, unpin
from toctoc.kernel.errors import Refused
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from toctoc.people.models import Actor


def test_a_pinned_message_stands_first_and_once(avril: Actor) -> None:
    old, new = post_by(avril, "Le plus ancien."), post_by(avril, "Le plus récent.")
    client = signed_in(avril).client
    assert "Épingler à mon profil" in words_of(client.get(f"/messages/{old.pk}"))
    assert client.post(f"/messages/{old.pk}/epingler")["Location"] == "/@avril"
    page = words_of(Client().get("/@avril"))
    assert page.index("Épinglés") < page.index("Le plus ancien.") < page.index("Le plus récent.")
    assert page.count(f'id="p{old.pk}"') == 1
    assert "Détacher de mon profil" in words_of(client.get(f"/messages/{old.pk}"))
    client.post(f"/messages/{old.pk}/epingler")
    page = words_of(Client().get("/@avril"))
    assert page.index("Le plus récent.") < page.index("Le plus ancien.")
    assert new.pk > old.pk


def test_a_pin_shows_nothing_to_whom_the_message_is_not_for(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    said = post_by(ruisseau, "Entre professionnels.", "professionals")
    pin(author=ruisseau, post=said)
    assert "Entre professionnels." in words_of(signed_in(carrelet).client.get("/@ruisseau"))
    for outsider in (Client(), signed_in(avril).client):
        page = words_of(outsider.get("/@ruisseau"))
        assert "Entre professionnels." not in page
        assert "Épinglés" not in page


def test_five_are_enough_and_replies_are_none(avril: Actor) -> None:
    mine = [post_by(avril, f"Message {n}.") for n in range(6)]
    for post in mine[:5]:
        pin(author=avril, post=post)
        pin(author=avril, post=post)
    with pytest.raises(Refused):
        pin(author=avril, post=mine[5])
    unpin(author=avril, post=mine[0])
    pin(author=avril, post=mine[5])
    said = posts.reply(author=avril, to=mine[0], answer=posts.Answer(clear("Encore.")))
    with pytest.raises(Refused):
        pin(author=avril, post=said)
    assert Pin.objects.count() == 5


def test_others_messages_are_not_pinned_and_look_missing(avril: Actor, dehors: Actor) -> None:
    said = post_by(avril)
    client = signed_in(dehors).client
    assert client.post(f"/messages/{said.pk}/epingler").status_code == 404
    assert client.post("/messages/999/epingler").status_code == 404
    assert not Pin.objects.exists()


def test_a_pin_goes_with_its_message(avril: Actor) -> None:
    said = post_by(avril)
    pin(author=avril, post=said)
    posts.delete(deleter=avril, post=said)
    assert not Pin.objects.exists()
