"""Profiles and proofs: what is shown of an actor, and to whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import eyes_of, person, post_by, question_by, signed_in
from tests.databases import ON_POSTGRESQL
from toctoc.kernel import clock
from toctoc.people.models import Account, Actor, Proof
from toctoc.people.rules.audience import STRANGER
from toctoc.people.rules.proof_life import GRACE, REMINDER, VALIDITY
from toctoc.people.services.actors import suspend
from toctoc.people.services.proofs import Evidence, let_time_pass, record_proof, revoke_proof

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_profile_shows_help_given_before_any_follower(client: Client, ruisseau: Actor) -> None:
    Actor.objects.filter(pk=ruisseau.pk).update(answers_count=7, followers_count=3, department="29", note="Le soir.")
    text = page(client, "/@ruisseau")
    assert "Finistère" in text
    assert "Le soir." in text
    assert "Médecin, médecine générale · vérifié par l’administration du serveur, " in text
    assert text.index("7 réponses données") < text.index("3 personnes suivent")


def test_a_handle_in_capitals_finds_its_profile(client: Client, avril: Actor) -> None:
    assert "@avril" in page(client, "/@Avril")


@pytest.mark.parametrize("address", ["/@personne", "/@personne/preuve", "/@personne/image.svg", "/@avril/preuve"])
def test_what_is_not_there_is_not_found(client: Client, avril: Actor, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_suspended_actor_is_shown_nowhere(client: Client, ruisseau: Actor) -> None:
    suspend(actor=ruisseau)
    for address in ("/@ruisseau", "/@ruisseau/preuve", "/@ruisseau/image.svg"):
        assert client.get(address).status_code == 404


def test_outsiders_do_not_see_what_was_said_to_professionals(
    client: Client, ruisseau: Actor, carrelet: Actor, dehors: Actor
) -> None:
    post_by(ruisseau, "Bonjour à chacun.")
    question_by(ruisseau, "Une question entre nous.")
    for browser in (client, signed_in(dehors).client):
        text = page(browser, "/@ruisseau")
        assert "Bonjour à chacun." in text
        assert "entre nous" not in text
    assert "entre nous" in page(signed_in(carrelet).client, "/@ruisseau")


def test_older_threads_are_on_the_next_page(client: Client, avril: Actor) -> None:
    for number in range(22):
        post_by(avril, f"Fil numéro {number}.")
    answer = client.get("/@avril")
    assert "numéro 21." in answer.content.decode()
    assert "numéro 1." not in answer.content.decode()
    older = page(client, f"/@avril?avant={answer.context['next_before']}")
    assert "numéro 1." in older
    assert "numéro 2." not in older
    assert client.get("/@avril?avant=bientôt").status_code == 422


def test_names_and_texts_are_shown_as_text(client: Client, avril: Actor) -> None:
    Actor.objects.filter(pk=avril.pk).update(display_name="<b>Avril</b>", note="<script>alert(1)</script>")
    text = page(client, "/@avril")
    assert "<b>Avril" not in text
    assert "<script>alert" not in text
    assert b"<b>" not in client.get("/@avril/image.svg").content


def test_the_picture_is_drawn_from_the_handle(client: Client, avril: Actor) -> None:
    answer = client.get("/@avril/image.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert b">A</text>" in answer.content


def test_a_stranger_signs_in_before_following(client: Client, ruisseau: Actor) -> None:
    assert "/compte/login/" in client.post("/@ruisseau/suivre").headers["Location"]
    assert client.get("/@ruisseau/suivre").status_code == 405


def test_following_twice_counts_once_and_can_be_undone(avril: Actor, ruisseau: Actor) -> None:
    browser = signed_in(avril).client
    for _ in range(2):
        assert browser.post("/@ruisseau/suivre", {"vers": "oui"}).status_code == 302
    ruisseau.refresh_from_db()
    assert ruisseau.followers_count == 1
    assert "Ne plus suivre" in page(browser, "/@ruisseau")
    for _ in range(2):
        browser.post("/@ruisseau/suivre", {"vers": "non"})
    ruisseau.refresh_from_db()
    assert ruisseau.followers_count == 0


def test_without_a_direction_the_gesture_toggles(avril: Actor, ruisseau: Actor) -> None:
    browser = signed_in(avril).client
    counts = []
    for _ in range(2):
        browser.post("/@ruisseau/suivre")
        ruisseau.refresh_from_db()
        counts.append(ruisseau.followers_count)
    assert counts == [1, 0]


def test_nobody_follows_themselves(avril: Actor) -> None:
    browser = signed_in(avril).client
    assert browser.post("/@avril/suivre", {"vers": "oui"}).status_code == 422
    assert 'name="vers"' not in page(browser, "/@avril")


def test_a_suspended_actor_follows_nobody(avril: Actor, ruisseau: Actor) -> None:
    suspend(actor=avril)
    assert signed_in(avril).client.post("/@ruisseau/suivre", {"vers": "oui"}).status_code == 403


def test_the_proof_says_how_when_until_when_and_what_it_does_not_prove(client: Client, ruisseau: Actor) -> None:
    text = page(client, "/@ruisseau/preuve")
    for words in ("L’administration du serveur", "Valable jusqu’en", "Ce que cela ne prouve pas", "pseudonyme"):
        assert words in text
    assert "a expiré" not in text


def test_a_seal_tells_the_month_alone_and_its_holder_the_day(client: Client, dehors: Actor) -> None:
    with clock.at(datetime(2026, 3, 9, 12, tzinfo=UTC)):
        record_proof(actor=dehors, evidence=Evidence("doctor", path="directory"))
        assert "9 mars" in page(signed_in(dehors).client, "/preuves")
        # The day would be found again in a mailbox or a log.
        for address in ("/@dehors", "/@dehors/preuve"):
            text = page(client, address)
            assert "mars 2026" in text
            assert "9 mars" not in text
            assert "-03-09" not in text


def test_the_head_of_a_profile_says_the_whole_seal(client: Client, dehors: Actor) -> None:
    with clock.at(datetime(2026, 3, 31, 23, tzinfo=UTC)):
        record_proof(actor=dehors, evidence=Evidence("doctor", "general_practice", path="pro_sante_connect"))
        # It is April in Paris by then.
        seal = "Médecin, médecine générale · vérifié par Pro Santé Connect, avril 2026"
        assert seal in page(client, "/@dehors")
        post = post_by(dehors)
        assert seal in page(client, f"/messages/{post.pk}")
        english = client.get("/@dehors", headers={"accept-language": "en"}).content.decode()
    assert "Doctor, general practice · verified by Pro Santé Connect, April 2026" in english


def test_an_organisation_wears_a_seal_of_its_own(client: Client) -> None:
    hospital = person("hopital")
    Actor.objects.filter(pk=hospital.pk).update(kind="organisation")
    hospital.refresh_from_db()
    with clock.at(datetime(2026, 3, 9, 12, tzinfo=UTC)):
        record_proof(actor=hospital, evidence=Evidence("hospital", path="by_hand"))
        post = post_by(hospital)
        for address in ("/@hopital", f"/messages/{post.pk}"):
            assert "Hôpital · vérifié par la modération, mars 2026" in page(client, address)
            assert "profession déclarée" not in page(client, address)
        explained = page(client, "/@hopital/preuve")
        found = client.get("/api/toctoc/v1/actors/hopital").json()
        card = client.get(f"/api/toctoc/v1/posts/{post.pk}").json()["author"]
    assert "Comment l’organisation @hopital a été vérifiée" in explained
    assert "cette personne" not in explained.partition("Ce que cela ne prouve pas")[2]
    for told in (found, card):
        # It opens nothing that is for professionals.
        assert (told["kind"], told["profession"], told["proved"]) == ("organisation", None, False)
        assert told["proof"] == {"path": "by_hand", "since": "2026-03", "specialty": None, "institution": "hospital"}
    with clock.at(datetime(2028, 1, 1, tzinfo=UTC)):
        let_time_pass(proof=Proof.objects.get(actor=hospital))
        assert "Hôpital" not in page(client, "/@hopital")


def test_a_seal_says_no_specialty_that_was_only_declared(client: Client, dehors: Actor) -> None:
    post = post_by(dehors)
    record_proof(actor=dehors, evidence=Evidence("doctor", path="directory"))
    profile = page(client, "/@dehors")
    assert "Médecin · vérifié par" in profile
    assert "Dermatologie, spécialité déclarée" in profile
    assert "ermatologie" not in page(client, f"/messages/{post.pk}")
    found = client.get("/api/toctoc/v1/actors/dehors").json()
    assert (found["specialty"], found["proof"]["specialty"]) == ("dermatology", None)
    # What was proved stays; what was declared may change.
    signed_in(dehors).client.post(
        "/reglages/profil", {"display_name": "Dehors", "specialty": "cardiology", "languages": ["fr"]}
    )
    dehors.refresh_from_db()
    assert (dehors.profession, dehors.specialty) == ("doctor", "cardiology")


@pytest.mark.parametrize("address", ["/moi", "/reglages", "/preuves"])
def test_a_calm_word_says_that_the_proof_ends_soon_to_its_holder_alone(
    ruisseau: Actor, carrelet: Actor, address: str
) -> None:
    browser = signed_in(ruisseau).client
    assert "Renouvelez votre preuve" not in page(browser, address)
    with clock.at(clock.now() + VALIDITY - REMINDER + timedelta(minutes=1)):
        assert "Renouvelez votre preuve" in page(browser, address)
        assert "Renouvelez votre preuve" not in page(signed_in(carrelet).client, "/@ruisseau")


def test_an_expired_proof_says_so(client: Client, ruisseau: Actor) -> None:
    with clock.at(clock.now() + timedelta(days=400)):
        assert "Cette vérification a expiré" in page(client, "/@ruisseau/preuve")
        profile = page(client, "/@ruisseau")
    assert "profession déclarée" in profile
    assert "La vérification a expiré" in profile


def test_an_expired_proof_closes_with_the_next_request(ruisseau: Actor, carrelet: Actor) -> None:
    question_by(ruisseau, "Une question entre nous.")
    browser = signed_in(carrelet).client
    assert "entre nous" in page(browser, "/@ruisseau")
    with clock.at(clock.now() + VALIDITY + GRACE - timedelta(minutes=1)):
        assert "entre nous" in page(browser, "/@ruisseau")
    with clock.at(clock.now() + VALIDITY + GRACE):
        assert "entre nous" not in page(browser, "/@ruisseau")


def test_a_revoked_proof_closes_with_the_next_request(ruisseau: Actor, carrelet: Actor, vigie: Account) -> None:
    question_by(ruisseau, "Une question entre nous.")
    browser = signed_in(carrelet).client
    assert "entre nous" in page(browser, "/@ruisseau")
    revoke_proof(proof=Proof.objects.get(actor=carrelet), decided_by=vigie)
    assert "entre nous" not in page(browser, "/@ruisseau")
    assert browser.get("/@carrelet/preuve").status_code == 404


def test_a_suspension_closes_with_the_next_request(ruisseau: Actor, carrelet: Actor) -> None:
    question_by(ruisseau, "Une question entre nous.")
    browser = signed_in(carrelet).client
    suspend(actor=carrelet)
    assert "entre nous" not in page(browser, "/@ruisseau")
    assert eyes_of(Actor.objects.get(pk=carrelet.pk)) == STRANGER


def test_a_profile_asks_the_database_a_bounded_number_of_times(
    client: Client, avril: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(21):
        post_by(avril, f"Fil {number}.")
    # On SQLite the cards and the newest event are read past what counts. Four tell what the actor chose to show.
    with django_assert_max_num_queries(9 + 2 * ON_POSTGRESQL):
        client.get("/@avril")
