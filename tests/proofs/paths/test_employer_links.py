"""A link serves as often as it was made for, and a dead one says nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.conftest import SignedIn, signed_in
from tests.pages import words_of
from tests.proofs.paths.employers import (
    INVITATION,
    INVITATIONS,
    INVITED,
    accept,
    aide,
    invite,
    link_of,
    mailed_links,
    organisation,
    steady,
)
from toctoc.kernel import clock
from toctoc.people.models import Actor, Proof

pytestmark = pytest.mark.django_db

DEAD = "Cette invitation n’est plus ouverte"


@pytest.fixture
def tilleuls(db: None) -> SignedIn:
    """A proved home-care service, at its browser."""
    return signed_in(organisation("tilleuls"))


def test_a_link_of_a_list_serves_once(tilleuls: SignedIn) -> None:
    invite(tilleuls, way="liste", addresses="\n".join(INVITED))
    link = mailed_links()[INVITED[0]]
    assert accept(aide("anna").client, link).status_code == 302
    second = accept(aide("berthe").client, link)
    assert second.status_code == 404
    assert DEAD in words_of(second)
    assert Proof.objects.filter(path="employer").count() == 1


def test_a_link_for_all_serves_as_many_as_were_invited(tilleuls: SignedIn) -> None:
    link = link_of(tilleuls, invite(tilleuls))
    answers = [accept(aide(f"aide{number}").client, link).status_code for number in range(6)]
    assert answers == [302] * 5 + [404]


def test_an_account_accepts_a_batch_once_under_whatever_name(tilleuls: SignedIn) -> None:
    link, anna = link_of(tilleuls, invite(tilleuls)), aide("anna")
    accept(anna.client, link)
    typed = {"kind": "person", "handle": "annabis", "display_name": "Bis", "profession": "", "specialty": ""}
    anna.client.post("/reglages/acteurs", typed)
    again = Actor.objects.get(handle="annabis")
    token = link.rpartition("/")[2]
    answer = anna.client.post(INVITATION, {"link": token, "actor": str(again.pk)})
    assert answer.headers["Location"] == "/@anna/preuve"
    assert Proof.objects.filter(path="employer").count() == 1
    assert anna.client.get(link, follow=True).redirect_chain[-1][0] == "/@anna/preuve"


def test_the_button_pressed_twice_uses_one_place(tilleuls: SignedIn) -> None:
    batch, anna = invite(tilleuls), aide("anna")
    token = link_of(tilleuls, batch).rpartition("/")[2]
    typed = {"link": token, "actor": str(anna.actor.pk)}
    assert [anna.client.post(INVITATION, typed).status_code for _ in range(2)] == [302, 302]
    assert batch.invitations.get().used == 1


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "é" * 43, "x" * 5_000, "%00"])
def test_a_made_up_link_looks_like_one_that_was_used_closed_or_is_too_old(tilleuls: SignedIn, token: str) -> None:
    batch = invite(tilleuls)
    link, anna = link_of(tilleuls, batch), aide("anna")
    tilleuls.client.post(f"{INVITATIONS}/{batch.pk}/fermer")
    typed = {"actor": str(anna.actor.pk)}
    closed = anna.client.post(INVITATION, typed | {"link": link.rpartition("/")[2]})
    made_up = anna.client.post(INVITATION, typed | {"link": token or "-"})
    assert closed.status_code == made_up.status_code == 404
    assert steady(closed) == steady(made_up)


def test_a_link_lasts_thirty_days(tilleuls: SignedIn) -> None:
    link, anna = link_of(tilleuls, invite(tilleuls)), aide("anna")
    with clock.at(clock.now() + timedelta(days=30, minutes=1)):
        assert DEAD in words_of(Client().get(link, follow=True))
        token = link.rpartition("/")[2]
        assert anna.client.post(INVITATION, {"link": token, "actor": str(anna.actor.pk)}).status_code == 404


def test_thirty_tries_an_hour_are_enough_for_anybody(tilleuls: SignedIn) -> None:
    anna = aide("anna")
    typed = {"link": "A" * 43, "actor": str(anna.actor.pk)}
    answers = [anna.client.post(INVITATION, typed).status_code for _ in range(31)]
    assert answers == [404] * 30 + [429]
