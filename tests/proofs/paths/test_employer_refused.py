"""Institutions and people who may not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.config.api_caller import caller
from tests.conftest import SignedIn, question_by, signed_in
from tests.pages import words_of
from tests.proofs.paths.employers import (
    INVITATION,
    INVITATIONS,
    aide,
    filled_in,
    invite,
    link_of,
    organisation,
)
from toctoc.kernel import clock
from toctoc.live.rules.ticket import opened
from toctoc.people.models import Account, Actor, Proof
from toctoc.people.services.actors import suspend
from toctoc.people.services.proofs import revoke_proof
from toctoc.proofs.paths.employer.models import Batch

if TYPE_CHECKING:
    from django.conf import LazySettings

pytestmark = pytest.mark.django_db

DEAD = "Cette invitation n’est plus ouverte"


@pytest.fixture
def tilleuls(db: None) -> SignedIn:
    """A proved home-care service, at its browser."""
    return signed_in(organisation("tilleuls"))


@pytest.mark.parametrize("path", [INVITATIONS, f"{INVITATIONS}/1", f"{INVITATIONS}/1/depart"])
def test_pages_of_institutions_are_missing_for_people(avril: Actor, ruisseau: Actor, path: str) -> None:
    for outsider in (avril, ruisseau):
        assert signed_in(outsider).client.get(path).status_code == 404
    assert Client().get(path).status_code == 302


def test_an_institution_sees_no_batch_of_another(tilleuls: SignedIn) -> None:
    batch, other = invite(tilleuls), signed_in(organisation("bouleaux"))
    for path in ("", "/depart"):
        assert other.client.get(f"{INVITATIONS}/{batch.pk}{path}").status_code == 404
    for path in ("/fermer", "/depart"):
        assert other.client.post(f"{INVITATIONS}/{batch.pk}{path}").status_code == 404
    batch.refresh_from_db()
    assert (batch.closed_at, batch.left_at) == (None, None)
    assert batch.label not in words_of(other.client.get(INVITATIONS))


def test_an_organisation_that_is_not_proved_cannot_invite(db: None) -> None:
    unproved = signed_in(organisation("bouleaux", proved=False))
    assert unproved.client.get(INVITATIONS).status_code == 403
    assert unproved.client.post(INVITATIONS, filled_in()).status_code == 403
    assert "employeur" not in words_of(unproved.client.get("/preuves")).lower()
    assert not Batch.objects.exists()


def test_a_suspended_or_revoked_institution_cannot_invite_and_its_links_are_dead(
    tilleuls: SignedIn, vigie: Account
) -> None:
    link, bouleaux = link_of(tilleuls, invite(tilleuls)), signed_in(organisation("bouleaux"))
    other = link_of(bouleaux, invite(bouleaux))
    suspend(actor=tilleuls.actor)
    revoke_proof(proof=bouleaux.actor.proofs.get(), decided_by=vigie)
    for institution, dead in ((tilleuls, link), (bouleaux, other)):
        assert institution.client.post(INVITATIONS, filled_in()).status_code == 403
        assert DEAD in words_of(Client().get(dead, follow=True))
        anna = aide(f"anna_{institution.actor.handle}")
        token = dead.rpartition("/")[2]
        assert anna.client.post(INVITATION, {"link": token, "actor": str(anna.actor.pk)}).status_code == 404
    assert not Proof.objects.filter(path="employer").exists()


def test_the_links_of_a_closed_account_are_dead(tilleuls: SignedIn) -> None:
    link = link_of(tilleuls, invite(tilleuls))
    assert DEAD not in words_of(Client().get(link, follow=True))
    Account.objects.filter(actors=tilleuls.actor).update(is_active=False)
    assert DEAD in words_of(Client().get(link, follow=True))


def test_an_institution_cannot_accept_its_own_invitation(tilleuls: SignedIn) -> None:
    link = link_of(tilleuls, invite(tilleuls))
    typed = {"kind": "person", "handle": "moi_meme", "display_name": "Moi", "profession": "", "specialty": ""}
    tilleuls.client.post("/reglages/acteurs", typed)
    page = words_of(tilleuls.client.get(link, follow=True))
    assert "C’est votre propre invitation" in page
    assert "Accepter l’attestation" not in page
    mine = Actor.objects.get(handle="moi_meme")
    token = link.rpartition("/")[2]
    assert tilleuls.client.post(INVITATION, {"link": token, "actor": str(mine.pk)}).status_code == 403
    assert not Proof.objects.filter(path="employer").exists()


def test_an_organisation_is_attested_by_nobody(tilleuls: SignedIn) -> None:
    link, other = link_of(tilleuls, invite(tilleuls)), signed_in(organisation("bouleaux"))
    page = words_of(other.client.get(link, follow=True))
    assert "seule une personne est attestée" in page
    assert f'href="/reglages/acteurs?suite={INVITATION}"' in page
    token = link.rpartition("/")[2]
    assert other.client.post(INVITATION, {"link": token, "actor": str(other.actor.pk)}).status_code == 422


def test_nobody_accepts_for_somebody_elses_actor(tilleuls: SignedIn, avril: Actor) -> None:
    token = link_of(tilleuls, invite(tilleuls)).rpartition("/")[2]
    answer = aide("anna").client.post(INVITATION, {"link": token, "actor": str(avril.pk)})
    assert answer.status_code == 422
    assert not Proof.objects.filter(path="employer").exists()


def test_a_proved_institution_reads_nothing_that_is_for_professionals(
    tilleuls: SignedIn, ruisseau: Actor, settings: LazySettings
) -> None:
    question = question_by(ruisseau, "Le coquelicot est-il toxique ?")
    for path in (f"/questions/{question.pk}", f"/messages/{question.post_id}"):
        assert tilleuls.client.get(path).status_code == 404
    for path in ("/", "/questions", "/decouvrir", "/@ruisseau"):
        assert "coquelicot" not in words_of(tilleuls.client.get(path))
    program = caller(tilleuls.actor)
    assert program.get(f"/questions/{question.pk}").status == 404
    assert "coquelicot" not in json.dumps(program.get("/questions").body)
    address = tilleuls.client.get("/direct/billet").json()["url"]
    ticket = opened(address.partition("billet=")[2].partition("&")[0], settings.SECRET_KEY, now=clock.now().timestamp())
    assert ticket is not None
    assert not [word for word in ticket.channels if word.startswith("profession")]
    assert "members" in ticket.channels
