"""The moderators' room: doubts settled by two, proofs found again, what happened, figures; for nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from tests.conftest import SignedIn, person, signed_in
from tests.pages import words_of
from tests.proofs.paths.by_hand import ROOM, account_of, apply, moderator, take_and
from tests.register_numbers import fictional_rpps
from toctoc.kernel import clock
from toctoc.people.models import Account, Actor, Proof, RegisterHolder
from toctoc.people.policies import proved_profession
from toctoc.people.services.keys import digest_of_number
from toctoc.people.services.proofs import Evidence, doubt_proof, record_proof, revoke_proof
from toctoc.privacy.services import clear
from toctoc.proofs.paths.by_hand.models import Confirmation
from toctoc.proofs.paths.by_hand.services import doubts
from toctoc.proofs.services.taken import note_taken_number

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.pages import Response

pytestmark = pytest.mark.django_db
WHY = "Une personne sur qui cette preuve repose a perdu la sienne."


@pytest.fixture
def one(db: None) -> SignedIn:
    """A moderator."""
    return moderator("phare")


@pytest.fixture
def two(db: None) -> SignedIn:
    """Another."""
    return moderator("balise")


def doubted(actor: Actor) -> Proof:
    proof = Proof.objects.get(actor=actor)
    doubt_proof(proof=proof, because=WHY)
    return proof


def settle(who: SignedIn, proof: Proof, gesture: str, text: str = "", cle: str = "k") -> Response:
    return who.client.post(f"{ROOM}/reexamens/{proof.pk}", {"geste": gesture, "text": text, "cle": cle})


def state_of(proof: Proof) -> str:
    return Proof.objects.get(pk=proof.pk).state


def test_a_doubted_proof_says_why_and_when_it_ends(one: SignedIn, ruisseau: Actor) -> None:
    proof = doubted(ruisseau)
    queue = words_of(one.client.get(ROOM))
    page = words_of(one.client.get(f"{ROOM}/reexamens/{proof.pk}"))
    for said in ("@ruisseau", WHY):
        assert said in queue
        assert said in page
    proof.refresh_from_db()
    assert timezone.localtime(proof.ends_at).isoformat() in queue


def test_two_different_moderators_end_a_doubt(one: SignedIn, two: SignedIn, ruisseau: Actor) -> None:
    proof = doubted(ruisseau)
    assert settle(one, proof, "confirmer").status_code == 302
    assert state_of(proof) == "doubted"
    assert "vous l’avez confirmée" in words_of(one.client.get(ROOM))
    assert "une personne l’a confirmée" in words_of(two.client.get(ROOM))
    assert settle(two, proof, "confirmer", "Vu sa carte.").status_code == 302
    proof.refresh_from_db()
    assert (proof.state, proof.ends_at) == ("valid", proof.planned_end)
    assert "Vu sa carte." in words_of(two.client.get(f"{ROOM}/acteurs/ruisseau"))


def test_one_moderator_who_confirms_again_and_again_stays_one(one: SignedIn, two: SignedIn, ruisseau: Actor) -> None:
    proof = doubted(ruisseau)
    for cle in ("a", "a", "b"):
        assert settle(one, proof, "confirmer", cle=cle).status_code == 302
    assert Confirmation.objects.count() == 1
    assert state_of(proof) == "doubted"


def test_the_database_itself_keeps_one_confirmation_each(one: SignedIn, ruisseau: Actor) -> None:
    from django.db import IntegrityError, transaction

    settle(one, doubted(ruisseau), "confirmer")
    said = Confirmation.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Confirmation.objects.create(doubt=said.doubt, moderator=said.moderator)


def test_another_doubt_needs_two_people_again(one: SignedIn, two: SignedIn, ruisseau: Actor) -> None:
    proof = doubted(ruisseau)
    settle(one, proof, "confirmer")
    settle(two, proof, "confirmer")
    doubt_proof(proof=proof, because=WHY)
    settle(one, proof, "confirmer", cle="later")
    assert state_of(proof) == "doubted"


def test_a_confirmation_of_somebody_who_no_longer_moderates_does_not_count(
    one: SignedIn, two: SignedIn, ruisseau: Actor
) -> None:
    proof = doubted(ruisseau)
    settle(one, proof, "confirmer")
    Account.objects.filter(pk=account_of(one.actor).pk).update(is_moderator=False)
    settle(two, proof, "confirmer")
    assert state_of(proof) == "doubted"


def test_one_moderator_takes_a_doubted_proof_back_with_a_reason(one: SignedIn, ruisseau: Actor) -> None:
    proof = doubted(ruisseau)
    for text in ("", "  ", "Au 06 39 98 12 34."):
        assert settle(one, proof, "retirer", text).status_code == 422
    assert state_of(proof) == "doubted"
    assert settle(one, proof, "retirer", "Ne répond plus.").status_code == 302
    ruisseau.refresh_from_db()
    assert (state_of(proof), proved_profession(ruisseau)) == ("revoked", "")
    assert "Ne répond plus." in words_of(one.client.get(f"{ROOM}/acteurs/ruisseau"))
    assert settle(one, proof, "confirmer", cle="late").status_code == 404


def test_a_doubt_on_ones_own_is_not_there(one: SignedIn, two: SignedIn) -> None:
    record_proof(actor=one.actor, evidence=Evidence("doctor"))
    proof = doubted(one.actor)
    assert "@phare" not in words_of(one.client.get(ROOM))
    assert "@phare" in words_of(two.client.get(ROOM))
    for gesture in ("confirmer", "retirer"):
        assert settle(one, proof, gesture, "Essai.").status_code == 404
    from toctoc.kernel.errors import Missing

    with pytest.raises(Missing):
        doubts.confirm(moderator=account_of(one.actor), proof=proof, reason=clear(""))
    assert not Confirmation.objects.exists()


def test_a_doubt_that_ran_out_is_over(one: SignedIn, ruisseau: Actor) -> None:
    proof = doubted(ruisseau)
    with clock.at(clock.now() + timedelta(days=15)):
        assert settle(one, proof, "confirmer").status_code == 404
        assert "@ruisseau" not in words_of(one.client.get(ROOM))


def test_nobody_else_settles_a_doubt(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    proof = doubted(ruisseau)
    for browser in (Client(), signed_in(avril).client, signed_in(carrelet).client, signed_in(ruisseau).client):
        for gesture in ("confirmer", "retirer"):
            sent = {"geste": gesture, "text": "Essai.", "cle": "k"}
            assert browser.post(f"{ROOM}/reexamens/{proof.pk}", sent).status_code == 404
        assert browser.get(f"{ROOM}/reexamens/{proof.pk}").status_code == 404
    assert state_of(proof) == "doubted"


@pytest.mark.parametrize("most", [1, 8])
def test_many_doubts_cost_no_more_statements(
    one: SignedIn, most: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(most):
        doubted(person(f"doute{number}", "nurse", proved=True))
    with django_assert_max_num_queries(14):
        page = words_of(one.client.get(ROOM))
    assert page.count(WHY) == most


# Search.


def found(who: SignedIn, **asked: str) -> set[str]:
    page = words_of(who.client.get(f"{ROOM}/recherche", asked))
    return {name for name in ("ruisseau", "carrelet", "plumier", "phare") if f"@{name}<" in page}


def test_proofs_are_found_by_what_is_asked(one: SignedIn, ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    revoke_proof(proof=Proof.objects.get(actor=carrelet), decided_by=account_of(one.actor))
    assert found(one) == {"ruisseau", "carrelet", "plumier"}
    assert found(one, identifiant="@Rui") == {"ruisseau"}
    assert found(one, profession="pharmacist") == {"plumier"}
    assert found(one, etat="revoked") == {"carrelet"}
    assert found(one, voie="operator", profession="doctor") == {"ruisseau", "carrelet"}
    assert found(one, voie="peers") == set()
    assert found(one, profession="'; --", etat="%", identifiant="%") == set()


def test_ones_own_proofs_are_not_found(one: SignedIn, two: SignedIn, ruisseau: Actor) -> None:
    record_proof(actor=one.actor, evidence=Evidence("doctor"))
    assert found(one) == {"ruisseau"}
    assert found(two) == {"ruisseau", "phare"}


def test_a_search_is_paged_and_keeps_what_was_asked(one: SignedIn) -> None:
    for number in range(22):
        person(f"preuve{number:02}", "nurse", proved=True)
    first = one.client.get(f"{ROOM}/recherche", {"profession": "nurse"})
    link = first.context["next_query"]
    assert "profession=nurse" in link
    assert "@preuve21" in words_of(first)
    second = words_of(one.client.get(f"{ROOM}/recherche{link}"))
    assert "@preuve00" in second
    assert "@preuve21" not in second
    assert one.client.get(f"{ROOM}/recherche?avant=x").status_code == 422


# History and figures.


def test_a_history_says_every_step_and_never_a_number(one: SignedIn, two: SignedIn, dehors: Actor) -> None:
    number = fictional_rpps(7)
    digest = digest_of_number(number)
    record_proof(actor=dehors, evidence=Evidence("doctor", "dermatology", path="directory", number=digest))
    apply(signed_in(dehors))
    take_and(one, "oui")
    take_and(two, "oui")
    page = words_of(one.client.get(f"{ROOM}/acteurs/dehors"))
    for said in ("remplacée", "valable", "acceptée", "attend un second avis", "par la modération"):
        assert said in page
    assert RegisterHolder.objects.filter(digest=digest).exists()
    for address in (f"{ROOM}/acteurs/dehors", f"{ROOM}/recherche", f"{ROOM}/chiffres", ROOM):
        page = words_of(one.client.get(address))
        assert number not in page
        assert digest.hex() not in page


def test_a_history_of_nobody_is_missing(one: SignedIn) -> None:
    assert one.client.get(f"{ROOM}/acteurs/personne").status_code == 404


def test_figures_of_nothing_say_so(one: SignedIn) -> None:
    page = words_of(one.client.get(f"{ROOM}/chiffres"))
    assert "Aucune preuve en douze mois" in page
    assert "Aucune demande à la modération n’a encore sa réponse" in page
    assert '<svg viewBox="0 0 640' not in page


def test_figures_count_by_month_and_way(one: SignedIn, two: SignedIn) -> None:
    june, july = datetime(2026, 6, 10, 12, tzinfo=UTC), datetime(2026, 7, 10, 12, tzinfo=UTC)
    with clock.at(june):
        people = [person(f"juin{n}", "doctor", proved=True) for n in range(3)]
    with clock.at(july):
        revoke_proof(proof=Proof.objects.get(actor=people[0]), decided_by=account_of(one.actor))
        apply(signed_in(people[0]))
    for hours, who in ((4, one), (10, two)):
        with clock.at(july + timedelta(hours=hours)):
            take_and(who, "oui")
    with clock.at(july + timedelta(days=3)):
        answer = one.client.get(f"{ROOM}/chiffres")
    page = words_of(answer)
    assert "4 preuves en douze mois, le plus en juin : 3" in page
    rows = {(month.month, path): values for month, path, values in answer.context["proof_rows"]}
    assert rows[6, "L’administration du serveur"] == [3, 0, 0]
    assert rows[7, "L’administration du serveur"] == [0, 0, 1]
    assert rows[7, "Deux personnes de la modération"] == [1, 0, 0]
    assert [values for *_, values in answer.context["asked_rows"]] == [[1, 1, 0]]
    assert "10 h" in page
    assert page.count("<rect") == 2
    assert page.count("<table") == 2


def test_figures_count_the_numbers_that_were_taken_by_no_way_and_no_day(one: SignedIn, ruisseau: Actor) -> None:
    with clock.at(clock.now() - timedelta(days=400)):
        note_taken_number(path="directory")
    assert "prouvait déjà" not in words_of(one.client.get(f"{ROOM}/chiffres"))
    for path in ("directory", "directory", "pro_sante_connect"):
        note_taken_number(path=path)
    page = words_of(one.client.get(f"{ROOM}/chiffres"))
    assert "3 preuves ont été refusées en douze mois" in page
    assert signed_in(ruisseau).client.get(f"{ROOM}/chiffres").status_code == 404


def test_a_year_ago_is_out_of_the_figures(one: SignedIn, ruisseau: Actor) -> None:
    with clock.at(clock.now() + timedelta(days=400)):
        assert "Aucune preuve en douze mois" in words_of(one.client.get(f"{ROOM}/chiffres"))
