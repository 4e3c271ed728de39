"""Moderation: answers to registrations, proofs taken back, suspensions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core import mail

from tests.conftest import SignedIn, person, signed_in
from tests.pages import words_of
from toctoc.people.models import Account, Actor, Proof
from toctoc.people.policies import proved_profession
from toctoc.people.services.proofs import Evidence, record_proof

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def guard(vigie: Account) -> SignedIn:
    """The moderator at a browser."""
    return signed_in(Actor.objects.get(account=vigie))


@pytest.fixture
def newcomer(db: None) -> Account:
    """Somebody whose registration waits."""
    account = person("attente").account
    assert account is not None
    account.approved_at = None
    account.save()
    return account


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/moderation"),
        ("post", "/moderation/inscriptions/{account}/accepter"),
        ("get", "/moderation/inscriptions/{account}/refuser"),
        ("post", "/moderation/inscriptions/{account}/refuser"),
        ("get", "/moderation/acteurs/ruisseau"),
        ("post", "/moderation/acteurs/ruisseau/statut"),
        ("post", "/moderation/acteurs/ruisseau/preuves/{proof}/retirer"),
    ],
)
def test_for_anybody_else_there_is_no_moderation(
    client: Client, avril: Actor, ruisseau: Actor, newcomer: Account, method: str, address: str
) -> None:
    address = address.format(account=newcomer.pk, proof=Proof.objects.get(actor=ruisseau).pk)
    for browser in (client, signed_in(avril).client, signed_in(ruisseau).client):
        assert (
            getattr(browser, method)(address, {"reason": "Non.", "vers": "suspendu", "sentence": "Non."}).status_code
            == 404
        )
    ruisseau.refresh_from_db()
    newcomer.refresh_from_db()
    assert (ruisseau.suspended_at, newcomer.approved_at, proved_profession(ruisseau)) == (None, None, "doctor")


def test_an_administrator_without_an_actor_may_moderate(client: Client) -> None:
    chief = Account.objects.create_superuser(email="chef@exemple.test", password="girouette-verte")
    client.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/moderation").status_code == 200


def test_a_registration_is_accepted_and_its_owner_told(guard: SignedIn, newcomer: Account) -> None:
    assert "@attente" in guard.client.get("/moderation").content.decode()
    guard.client.post(f"/moderation/inscriptions/{newcomer.pk}/accepter")
    newcomer.refresh_from_db()
    assert newcomer.approved_at is not None
    assert mail.outbox[0].to == ["attente@exemple.test"]
    assert mail.outbox[0].subject == "[Toctoc] Votre inscription est acceptée"
    assert "Personne n’attend" in guard.client.get("/moderation").content.decode()
    assert guard.client.post(f"/moderation/inscriptions/{newcomer.pk}/accepter").status_code == 404


def test_a_registration_is_refused_with_a_sentence_and_erased(guard: SignedIn, newcomer: Account) -> None:
    address = f"/moderation/inscriptions/{newcomer.pk}/refuser"
    assert guard.client.get(address).status_code == 200
    assert guard.client.post(address, {"sentence": "Ce lieu est pour la santé & rien d’autre."}).status_code == 302
    assert not Account.objects.filter(pk=newcomer.pk).exists()
    assert not Actor.objects.filter(handle="attente").exists()
    assert "Ce lieu est pour la santé & rien d’autre." in mail.outbox[0].body
    assert "attente" not in f"{mail.outbox[0].subject}{mail.outbox[0].body}"


@pytest.mark.parametrize("sentence", ["", "   ", "x" * 10_000])
def test_a_refusal_needs_a_sentence(guard: SignedIn, newcomer: Account, sentence: str) -> None:
    answer = guard.client.post(f"/moderation/inscriptions/{newcomer.pk}/refuser", {"sentence": sentence})
    assert answer.status_code == 422
    assert Account.objects.filter(pk=newcomer.pk).exists()
    assert mail.outbox == []


def test_an_accepted_account_is_not_refused_afterwards(guard: SignedIn, avril: Actor) -> None:
    address = f"/moderation/inscriptions/{avril.account_id}/refuser"
    assert guard.client.post(address, {"sentence": "Non."}).status_code == 404
    assert Actor.objects.filter(handle="avril").exists()


def test_the_mail_is_in_the_language_of_its_reader(guard: SignedIn, newcomer: Account) -> None:
    from django.utils import translation

    Account.objects.filter(pk=newcomer.pk).update(language="en")
    guard.client.post(f"/moderation/inscriptions/{newcomer.pk}/accepter")
    with translation.override("en"):
        assert translation.gettext("Votre inscription est acceptée") in mail.outbox[0].subject


def test_an_actor_is_found_by_its_handle(guard: SignedIn, avril: Actor) -> None:
    assert guard.client.get("/moderation?identifiant=@Avril").headers["Location"] == "/moderation/acteurs/avril"
    unknown = guard.client.get("/moderation?identifiant=personne")
    assert unknown.status_code == 422
    assert "Aucun acteur" in unknown.content.decode()


def test_no_moderator_records_a_proof_alone(guard: SignedIn, dehors: Actor) -> None:
    page = words_of(guard.client.get("/moderation/acteurs/dehors"))
    assert "Aucune preuve" in page
    assert 'name="profession"' not in page
    sent = {"cle": "x", "profession": "doctor", "specialty": "", "expires_on": ""}
    assert guard.client.post("/moderation/acteurs/dehors", sent).status_code == 405
    dehors.refresh_from_db()
    assert (proved_profession(dehors), Proof.objects.count()) == ("", 0)


def test_the_room_of_proofs_is_one_link_away(guard: SignedIn, ruisseau: Actor) -> None:
    for page, link in (
        ("/moderation", "/moderation/preuves"),
        ("/moderation/acteurs/ruisseau", "/moderation/preuves/acteurs/ruisseau"),
    ):
        assert f'href="{link}"' in words_of(guard.client.get(page))
        assert guard.client.get(link).status_code == 200


def test_a_proof_is_taken_back_with_a_reason_but_not_somebody_elses(
    guard: SignedIn, ruisseau: Actor, carrelet: Actor
) -> None:
    proof, sent = Proof.objects.get(actor=ruisseau), {"reason": "La personne  n’exerce plus."}
    assert guard.client.post(f"/moderation/acteurs/carrelet/preuves/{proof.pk}/retirer", sent).status_code == 404
    assert guard.client.post(f"/moderation/acteurs/ruisseau/preuves/{proof.pk}/retirer", sent).status_code == 302
    ruisseau.refresh_from_db()
    assert proved_profession(ruisseau) == ""
    step = proof.moves.get(after="revoked")
    assert (step.reason, step.moved_by) == ("La personne n’exerce plus.", guard.actor.account)
    assert "retirée" in guard.client.get("/moderation/acteurs/ruisseau").content.decode()


@pytest.mark.parametrize("reason", ["", "   ", "Son numéro est le 06 39 98 12 34.", "x" * 301])
def test_a_reason_is_needed_and_passes_the_guard(guard: SignedIn, ruisseau: Actor, reason: str) -> None:
    proof = Proof.objects.get(actor=ruisseau)
    answer = guard.client.post(f"/moderation/acteurs/ruisseau/preuves/{proof.pk}/retirer", {"reason": reason})
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert reason.strip() in words_of(answer)
    ruisseau.refresh_from_db()
    assert proved_profession(ruisseau) == "doctor"


def test_a_proof_of_ones_own_is_not_decided_on(guard: SignedIn) -> None:
    proof = record_proof(actor=guard.actor, evidence=Evidence("doctor"))
    answer = guard.client.post(f"/moderation/acteurs/vigie/preuves/{proof.pk}/retirer", {"reason": "Essai."})
    assert answer.status_code == 403
    assert proof.moves.count() == 1


def test_an_actor_is_suspended_and_reinstated(guard: SignedIn, avril: Actor, client: Client) -> None:
    for direction, status in (("suspendu", 404), ("retabli", 200)):
        guard.client.post("/moderation/acteurs/avril/statut", {"vers": direction})
        assert client.get("/@avril").status_code == status
        assert guard.client.get("/moderation/acteurs/avril").status_code == 200
