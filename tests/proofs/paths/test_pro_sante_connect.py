"""Pro Santé Connect, from sign-up to seal through the pages, against a provider that really answers."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from tests.conftest import person, post_by, signed_in
from tests.identity import START, Identity, leave, through
from tests.pages import words_of
from tests.traces import rows_here
from toctoc.kernel import clock
from toctoc.people.models import Actor, Proof, RegisterHolder
from toctoc.people.services.actors import suspend
from toctoc.people.services.keys import digest_of_number
from toctoc.people.services.proofs import withdraw_proof
from toctoc.proofs.models import Attempts
from toctoc.proofs.paths.pro_sante_connect.provider.people import PEOPLE
from toctoc.proofs.paths.pro_sante_connect.rules.departures import challenge_of
from toctoc.proofs.queries import numbers_already_taken

if TYPE_CHECKING:
    from django.conf import LazySettings

    from toctoc.people.models import Account

pytestmark = pytest.mark.django_db
CHOOSE = f"{START}choisir"


def proof_of(actor: Actor) -> Proof:
    return Proof.objects.get(actor=actor)


def test_from_sign_up_to_the_seal(psc: Identity, client: Client, settings: LazySettings) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, email_confirmation=False)
    settings.ACCOUNT_EMAIL_VERIFICATION = "none"
    card = {"handle": "lanterne", "display_name": "Lanterne", "profession": "", "specialty": ""}
    account = {"email": "lanterne@exemple.test", "password1": "lanterne-bleue-7"}
    assert client.post("/compte/signup/", account | card).status_code == 302
    assert START in words_of(client.get("/preuves"))
    assert "@lanterne" in words_of(client.get(START))

    back = through(client, "dermatologue")

    assert (back.status_code, back["Location"]) == (302, "/preuves")
    page = words_of(client.get("/preuves"))
    assert "Votre profession est prouvée." in page
    assert "Médecin, dermatologie" in page
    seal = words_of(Client().get("/@lanterne/preuve"))
    assert "Pro Santé Connect" in seal
    assert "Médecin, dermatologie" in seal
    actor = Actor.objects.get(handle="lanterne")
    post = post_by(actor, "La pommade suffit.")
    assert "vérifié par Pro Santé Connect" in words_of(Client().get(f"/messages/{post.pk}"))
    proof = proof_of(actor)
    assert (proof.path, proof.state, proof.decided_by) == ("pro_sante_connect", "valid", None)
    held = RegisterHolder.objects.get(actor=actor)
    assert bytes(held.digest) == digest_of_number(PEOPLE["dermatologue"].identifier)


@pytest.mark.parametrize(
    ("chosen", "profession", "specialty"),
    [
        ("generaliste", "doctor", "general_practice"),
        ("infirmier", "nurse", ""),
        ("pharmacien", "pharmacist", ""),
        ("etudiant", "student_doctor", ""),
    ],
)
def test_the_directory_says_the_profession_whatever_was_declared(
    psc: Identity, avril: Actor, chosen: str, profession: str, specialty: str
) -> None:
    through(signed_in(avril).client, chosen)
    proof = proof_of(avril)
    assert (proof.profession, proof.specialty) == (profession, specialty)


def test_what_is_sent_along_is_protected_and_never_the_same(psc: Identity, browser: Client) -> None:
    first, second = (dict(parse_qsl(urlsplit(leave(browser)).query)) for _ in range(2))
    assert (first["scope"], first["acr_values"]) == ("openid scope_all", "eidas1")
    assert (first["response_type"], first["code_challenge_method"]) == ("code", "S256")
    assert first["redirect_uri"] == "http://127.0.0.1:8000/preuves/pro-sante-connect/retour"
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name]) >= 43
        assert first[name] != second[name]
    # The example of RFC 7636, appendix B.
    assert challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_leaving_needs_no_exception_from_the_policy_of_forms(psc: Identity, browser: Client) -> None:
    page = browser.post(START)
    assert "form-action 'self';" in page.headers["Content-Security-Policy"]
    assert f'href="{psc.issuer}/authorize?' in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]


def test_of_several_professions_one_is_chosen(psc: Identity, browser: Client, dehors: Actor) -> None:
    back = through(browser, "deux-professions")
    assert (back.status_code, back["Location"]) == (302, CHOOSE)
    assert not Proof.objects.filter(actor=dehors).exists()
    page = words_of(browser.get(CHOOSE))
    assert "Sage-femme" in page
    assert "Infirmier·ère" in page
    for wrong in ({}, {"chosen": "2"}, {"chosen": "doctor"}):
        refused = browser.post(CHOOSE, wrong)
        assert refused.status_code == 422
        assert "Choisissez une profession" in words_of(refused)
    assert not Proof.objects.filter(actor=dehors).exists()
    assert browser.post(CHOOSE, {"chosen": "1"})["Location"] == "/preuves"
    assert proof_of(dehors).profession == "nurse"
    assert browser.post(CHOOSE, {"chosen": "0"})["Location"] == "/preuves"
    assert proof_of(dehors).profession == "nurse"


def test_a_choice_waits_ten_minutes_for_the_actor_it_is_for(psc: Identity, browser: Client, dehors: Actor) -> None:
    through(browser, "deux-professions")
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert browser.post(CHOOSE, {"chosen": "1"}).status_code == 302
    speak_as_another(browser, dehors)
    assert browser.post(CHOOSE, {"chosen": "1"}).status_code == 302
    assert not Proof.objects.exists()


def test_without_an_exercise_there_is_no_proof(psc: Identity, browser: Client) -> None:
    back = through(browser, "sans-profession")
    assert back.status_code == 403
    assert "Il n’y a donc pas de preuve." in words_of(back)
    assert not Proof.objects.exists()


def exercises(*practices: object) -> dict[str, Any]:
    def twisted(claims: dict[str, Any]) -> dict[str, Any]:
        return {**claims, "SubjectRefPro": {"exercices": list(practices)}}

    return {"userinfo": twisted}


@pytest.mark.parametrize(
    "practices",
    [
        [{"codeProfession": "10"}],
        [{"codeProfession": "10", "codeCategorieProfessionnelle": "Z"}],
        [{"codeProfession": "999", "codeCategorieProfessionnelle": "C"}],
        [{"codeProfession": ["10"], "codeCategorieProfessionnelle": "C"}],
        ["10", None, 10, []],
    ],
)
def test_an_exercise_that_says_no_known_profession_proves_none(
    psc: Identity, browser: Client, practices: list[object]
) -> None:
    psc.twist(**exercises(*practices))
    assert through(browser, "generaliste").status_code == 403
    assert not Proof.objects.exists()


def test_the_same_profession_twice_is_no_choice(psc: Identity, browser: Client, dehors: Actor) -> None:
    practice = {"codeProfession": "60", "codeCategorieProfessionnelle": "M"}
    psc.twist(**exercises(practice, practice))
    assert through(browser, "generaliste")["Location"] == "/preuves"
    assert proof_of(dehors).profession == "nurse"


def test_a_renewal_replaces_and_a_withdrawal_frees_the_number(
    psc: Identity, browser: Client, dehors: Actor, avril: Actor
) -> None:
    for _ in range(2):
        assert through(browser, "dermatologue").status_code == 302
    assert sorted(Proof.objects.values_list("state", flat=True)) == ["replaced", "valid"]
    taken = through(signed_in(avril).client, "dermatologue")
    assert taken.status_code == 403
    assert "sous un autre nom" in words_of(taken)
    assert numbers_already_taken(clock.now().date() - timedelta(days=1)) == 1
    assert not Proof.objects.filter(actor=avril).exists()
    withdraw_proof(proof=Proof.objects.get(state="valid"))
    assert through(signed_in(avril).client, "dermatologue").status_code == 302


def test_who_gives_up_over_there_is_told_so(psc: Identity, browser: Client) -> None:
    back = through(browser, "")
    assert back.status_code == 403
    assert "Rien n’est enregistré." in words_of(back)
    assert "/token" not in psc.asked


def test_who_is_not_offered_this_way_finds_nothing(
    psc: Identity, avril: Actor, ruisseau: Actor, settings: LazySettings
) -> None:
    for path in (START, CHOOSE):
        assert Client().get(path)["Location"].startswith("/compte/login/?next=")
    assert Client().post(START).status_code == 302
    Actor.objects.filter(pk=avril.pk).update(kind="organisation")
    suspend(actor=ruisseau)
    organisation, suspended = (signed_in(actor).client for actor in (avril, ruisseau))
    assert START not in words_of(organisation.get("/preuves"))
    assert organisation.get(START).status_code == organisation.post(START).status_code == 404
    assert suspended.post(START).status_code == 403
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, pro_sante_connect=None)
    peer = signed_in(person("buis")).client
    assert START not in words_of(peer.get("/preuves"))
    assert peer.get(START).status_code == peer.post(START).status_code == peer.get(CHOOSE).status_code == 404
    assert not psc.asked


def test_departures_are_limited(psc: Identity, browser: Client) -> None:
    for _ in range(10):
        leave(browser)
    refused = browser.post(START)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    browser.post(START)
    # What is everybody's was taken by those that left alone.
    assert sorted(Attempts.objects.values_list("count", flat=True)) == [10, 12, 12]


def test_no_row_page_or_line_holds_the_number_or_the_name(
    psc: Identity, browser: Client, dehors: Actor, vigie: Account, caplog: pytest.LogCaptureFixture
) -> None:
    """Also halfway: with an offer that waits in the session."""
    caplog.set_level(logging.DEBUG)
    someone = PEOPLE["deux-professions"]
    pages = [words_of(browser.get("/preuves")), words_of(browser.get(START)), leave(browser)]
    back = through(browser, someone.slug)
    pages += [str(back.headers), words_of(browser.get(CHOOSE))]
    halfway = rows_here()
    assert "pro_sante_connect offer" in halfway
    browser.post(CHOOSE, {"chosen": "0"})
    pages += [words_of(browser.get(path)) for path in ("/preuves", "/@dehors", "/@dehors/preuve", "/avis", "/")]
    moderator = Client()
    moderator.force_login(vigie, backend="django.contrib.auth.backends.ModelBackend")
    pages.append(words_of(moderator.get("/moderation/acteurs/dehors")))
    held = RegisterHolder.objects.get(actor=dehors)
    rows = rows_here()
    assert bytes(held.digest).hex() in rows
    kept = "\n".join([halfway, rows, caplog.text, *pages])
    for secret in (someone.identifier, someone.identifier[1:], someone.family_name, someone.given_name, "CABINET"):
        assert secret not in kept
    # The search finds what is there.
    post_by(dehors, f"Le {someone.identifier[1:]}.")
    assert someone.identifier[1:] in rows_here()


def speak_as_another(browser: Client, actor: Actor) -> Actor:
    """Make the account another actor, in whose name it speaks from now on."""
    made = {"handle": "autre_nom", "display_name": "Autre nom", "profession": "", "specialty": ""}
    assert browser.post("/reglages/acteurs", made).status_code == 302
    other = Actor.objects.get(handle="autre_nom")
    assert other.account == actor.account
    return other
