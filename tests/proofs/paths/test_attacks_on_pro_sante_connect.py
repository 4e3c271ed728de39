"""Every way of lying to the client of Pro Santé Connect, and what it says to each. None leaves a proof."""

from __future__ import annotations

import json
import logging
import time
from base64 import urlsafe_b64encode
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from django.core.cache import cache
from django.test import Client
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

from tests.conftest import person, signed_in
from tests.identity import START, Identity, choose_over_there, leave, listening, through
from tests.pages import words_of
from toctoc.kernel import clock
from toctoc.people.models import Proof, RegisterHolder
from toctoc.proofs.paths.pro_sante_connect.provider.listening import listener
from toctoc.proofs.paths.pro_sante_connect.provider.people import PEOPLE, claims_of
from toctoc.proofs.paths.pro_sante_connect.provider.signing import Signer
from toctoc.proofs.paths.pro_sante_connect.provider.site import Answer
from toctoc.proofs.paths.pro_sante_connect.services import wire

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.conf import LazySettings

    from tests.pages import Response
    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db
BACK = f"{START}retour"


def assert_nothing_came_of(back: Response, status: int, words: str) -> None:
    assert back.status_code == status, back.content.decode()
    assert words in words_of(back)
    assert not Proof.objects.exists()
    assert not RegisterHolder.objects.exists()


def said(**changed: object) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Change what a thing says; ``None`` leaves a member out."""
    return lambda thing: {name: value for name, value in {**thing, **changed}.items() if value is not None}


def part(thing: object) -> str:
    return urlsafe_b64encode(json.dumps(thing).encode()).rstrip(b"=").decode()


def payload_of(token: str) -> dict[str, Any]:
    made = JWS()
    made.deserialize(token)
    payload: dict[str, Any] = json.loads(made.objects["payload"])
    return payload


def signed_without_a_key(token: str) -> str:
    return f"{part({'alg': 'none'})}.{part(payload_of(token))}."


def signed_by_somebody_else(token: str) -> str:
    return Signer().signed(payload_of(token))


def signed_by_somebody_else_under_the_same_name(psc: Identity) -> Callable[[str], str]:
    other = Signer()
    assert other.kid != psc.site.signer.kid
    other.kid = psc.site.signer.kid
    return lambda token: other.signed(payload_of(token))


def signed_with_the_public_key_as_a_secret(psc: Identity) -> Callable[[str], str]:
    secret = JWK(kty="oct", k=urlsafe_b64encode(psc.site.signer.key.export_to_pem()).rstrip(b"=").decode())

    def forged(token: str) -> str:
        made = JWS(json.dumps(payload_of(token)).encode())
        made.add_signature(secret, "HS256", json.dumps({"alg": "HS256", "kid": psc.site.signer.kid}))
        return str(made.serialize(compact=True))

    return forged


def signed_with_a_key_it_brings(token: str) -> str:
    other = Signer()
    made = JWS(json.dumps(payload_of(token)).encode())
    header = {"alg": "RS256", "jwk": json.loads(other.key.export_public())}
    made.add_signature(other.key, "RS256", json.dumps(header))
    return str(made.serialize(compact=True))


def changed_after_it_was_signed(token: str) -> str:
    head, _, signature = token.split(".")
    return f"{head}.{part({**payload_of(token), 'sub': 'somebody'})}.{signature}"


UNSURE = "Cette réponse n’est pas sûre."
CLOCK = "L’horloge de ce serveur et celle de Pro Santé Connect ne s’accordent pas."


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (said(iss="https://auth.exemple.test"), UNSURE),
        (said(iss=None), UNSURE),
        (said(aud="another"), UNSURE),
        (said(aud=["another"]), UNSURE),
        (said(aud=["toctoc-essai", "another"], azp="another"), UNSURE),
        (said(aud=["toctoc-essai", "another"], azp=None), UNSURE),
        (said(azp="another"), UNSURE),
        (said(aud=None), UNSURE),
        (said(nonce="another"), UNSURE),
        (said(nonce=None), UNSURE),
        (said(nonce="\ud800"), UNSURE),
        (said(sub=None), UNSURE),
        (said(sub=12), UNSURE),
        (said(acr="eidas0"), UNSURE),
        (said(iat=None), UNSURE),
        (said(exp=None), UNSURE),
        (said(exp="tomorrow"), UNSURE),
        (said(iat=10**400), UNSURE),
        (said(iat=float("nan")), UNSURE),
        (said(exp=1), CLOCK),
        (said(nbf=int(time.time()) + 86_400), CLOCK),
    ],
)
def test_an_identity_token_that_says_anything_else_is_refused(
    psc: Identity, browser: Client, wrong: Callable[[Any], Any], words: str
) -> None:
    psc.twist(claims=wrong)
    assert_nothing_came_of(through(browser, "dermatologue"), 403, words)
    assert "/userinfo" not in psc.asked


@pytest.mark.parametrize("minutes", [-10, -3, 3, 10])
def test_clocks_that_disagree_are_told_apart_from_lies(psc: Identity, browser: Client, minutes: int) -> None:
    def skewed(claims: dict[str, Any]) -> dict[str, Any]:
        return {**claims, "iat": claims["iat"] + minutes * 60, "exp": claims["exp"] + minutes * 60}

    psc.twist(claims=skewed)
    assert_nothing_came_of(through(browser, "dermatologue"), 403, CLOCK)


def test_a_slow_clock_with_long_tokens_is_noticed_too(psc: Identity, browser: Client) -> None:
    psc.twist(claims=lambda claims: {**claims, "iat": claims["iat"] - 600, "exp": claims["exp"] + 3600})
    assert_nothing_came_of(through(browser, "dermatologue"), 403, CLOCK)


@pytest.mark.parametrize("seconds", [-100, 100])
def test_two_minutes_apart_is_forgiven(psc: Identity, browser: Client, seconds: int) -> None:
    psc.twist(claims=lambda claims: {**claims, "iat": claims["iat"] + seconds, "exp": claims["exp"] + seconds})
    assert through(browser, "dermatologue").status_code == 302
    assert Proof.objects.count() == 1


@pytest.mark.parametrize(
    "forged",
    [
        signed_without_a_key,
        signed_by_somebody_else,
        signed_with_a_key_it_brings,
        changed_after_it_was_signed,
        lambda token: token + "x",
        lambda token: token.replace(".", ""),
        lambda token: "..",
        lambda token: f"{part([])}.{part({})}.AAAA",
        lambda token: f"{'[' * 50_000}.{part({})}.AAAA",
        lambda token: "é.é.é",
    ],
)
def test_a_signature_that_is_not_the_provider_s_is_refused(
    psc: Identity, browser: Client, forged: Callable[[str], str]
) -> None:
    psc.twist(token=forged)
    assert_nothing_came_of(through(browser, "dermatologue"), 403, UNSURE)
    assert "/userinfo" not in psc.asked


@pytest.mark.parametrize(
    "forger", [signed_by_somebody_else_under_the_same_name, signed_with_the_public_key_as_a_secret]
)
def test_a_signature_under_the_name_of_its_key_is_refused(
    psc: Identity, browser: Client, forger: Callable[[Identity], Callable[[str], str]]
) -> None:
    psc.twist(token=forger(psc))
    assert_nothing_came_of(through(browser, "dermatologue"), 403, UNSURE)


def test_keys_that_changed_are_asked_for_once(psc: Identity, browser: Client, avril: Actor) -> None:
    assert through(browser, "dermatologue").status_code == 302
    psc.site.signer = Signer()
    assert through(signed_in(avril).client, "infirmier").status_code == 302
    assert psc.asked.count("/keys") == 2
    psc.twist(token=signed_by_somebody_else)
    assert through(signed_in(person("buis")).client, "pharmacien").status_code == 403
    assert psc.asked.count("/keys") == 3


@pytest.mark.parametrize("subject", ["f:demonstration:somebody", "", None, 7])
def test_an_answer_about_somebody_else_is_refused(psc: Identity, browser: Client, subject: object) -> None:
    psc.twist(userinfo=said(sub=subject))
    assert_nothing_came_of(through(browser, "dermatologue"), 403, UNSURE)


@pytest.mark.parametrize("number", [None, 12, "", "899", "8997\n00000017", "8" * 41, "899700000017 "])
def test_a_number_that_is_none_is_refused(psc: Identity, browser: Client, number: object) -> None:
    psc.twist(userinfo=said(SubjectNameID=number))
    assert_nothing_came_of(through(browser, "dermatologue"), 403, UNSURE)


def test_a_signed_answer_is_read_when_its_signature_and_audience_hold(psc: Identity, browser: Client) -> None:
    about = claims_of(PEOPLE["dermatologue"])
    to_another = {**about, "iss": psc.issuer, "aud": "another"}
    for forged in (Signer().signed(about), psc.site.signer.signed(to_another), signed_without_a_key("e30.e30.")):
        psc.twist(userinfo=lambda _, forged=forged: forged)
        assert_nothing_came_of(through(browser, "dermatologue"), 403, UNSURE)
    psc.twist(userinfo=lambda claims: psc.site.signer.signed({**claims, "iss": psc.issuer, "aud": "toctoc-essai"}))
    assert through(browser, "dermatologue").status_code == 302
    assert Proof.objects.count() == 1


def test_two_providers_are_not_mixed_up(psc: Identity, browser: Client, settings: LazySettings) -> None:
    with listening() as other:
        for named in ({"iss": other.issuer}, {"iss": None}, {"iss": ""}):
            psc.twist(answer=said(**named))
            assert_nothing_came_of(through(browser, "dermatologue"), 403, UNSURE)
        # A code of the one, brought back as the answer of the other.
        psc.site.twists.clear()
        address = choose_over_there(leave(browser), "dermatologue")
        settings.ENVIRONMENT = other.settings(settings.ENVIRONMENT)
        assert_nothing_came_of(browser.get(address), 403, UNSURE)
        assert other.asked == ["/.well-known/openid-configuration"]
    assert "/token" not in psc.asked


def test_a_provider_that_never_names_itself_may_stay_silent(psc: Identity, browser: Client) -> None:
    psc.twist(discovery=said(authorization_response_iss_parameter_supported=None), answer=said(iss=None))
    assert through(browser, "dermatologue").status_code == 302


UNASKED = "Ce retour ne répond à aucun départ de ce navigateur, ou il a déjà servi."


def test_a_return_serves_once(psc: Identity, browser: Client, dehors: Actor) -> None:
    address = choose_over_there(leave(browser), "dermatologue")
    assert browser.get(address).status_code == 302
    Proof.objects.all().delete()
    RegisterHolder.objects.all().delete()
    assert_nothing_came_of(browser.get(address), 403, UNASKED)
    assert psc.asked.count("/token") == 1


def test_a_return_that_failed_does_not_serve_again(psc: Identity, browser: Client) -> None:
    psc.twist(tokens=lambda _: [])
    address = choose_over_there(leave(browser), "dermatologue")
    assert_nothing_came_of(browser.get(address), 502, "Réessayez plus tard.")
    psc.site.twists.clear()
    assert_nothing_came_of(browser.get(address), 403, UNASKED)


def test_a_return_of_another_browser_is_refused(psc: Identity, browser: Client, avril: Actor) -> None:
    mine = choose_over_there(leave(browser), "dermatologue")
    theirs = signed_in(avril).client
    leave(theirs)
    for reader in (theirs, Client()):
        assert_nothing_came_of(reader.get(mine), 403, UNASKED)
    browser.logout()
    assert_nothing_came_of(browser.get(mine), 403, UNASKED)
    assert "/token" not in psc.asked


@pytest.mark.parametrize("query", ["", "?state=", "?state=x&code=y", "?code=y", "?error=access_denied"])
def test_a_return_without_a_departure_is_refused(psc: Identity, browser: Client, query: str) -> None:
    leave(browser)
    assert_nothing_came_of(browser.get(f"{BACK}{query}"), 403, UNASKED)


def test_a_return_that_no_row_could_hold_leads_nowhere(psc: Identity, browser: Client) -> None:
    leave(browser)
    assert_nothing_came_of(browser.get(f"{BACK}?state=%00"), 404, "Cette page n’existe pas")


def test_a_code_of_another_departure_is_refused(psc: Identity, browser: Client, avril: Actor) -> None:
    stolen = parse_qs(urlsplit(choose_over_there(leave(signed_in(avril).client), "dermatologue")).query)["code"][0]
    mine = parse_qs(urlsplit(leave(browser)).query)["state"][0]
    brought = urlencode({"state": mine, "code": stolen, "iss": psc.issuer})
    assert_nothing_came_of(browser.get(f"{BACK}?{brought}"), 502, "Réessayez plus tard.")


def test_a_return_after_ten_minutes_is_refused(psc: Identity, browser: Client) -> None:
    address = choose_over_there(leave(browser), "dermatologue")
    with clock.at(clock.now() + timedelta(minutes=10, seconds=1)):
        assert_nothing_came_of(browser.get(address), 403, "Plus de dix minutes ont passé.")


def test_who_speaks_under_another_name_meanwhile_proves_neither(psc: Identity, browser: Client) -> None:
    address = choose_over_there(leave(browser), "dermatologue")
    other = {"handle": "autre_nom", "display_name": "Autre nom", "profession": "", "specialty": ""}
    assert browser.post("/reglages/acteurs", other).status_code == 302
    assert_nothing_came_of(browser.get(address), 403, "Vous aviez commencé sous un autre nom.")


def test_several_tabs_come_back_each_for_itself(psc: Identity, browser: Client) -> None:
    addresses = [leave(browser) for _ in range(6)]
    assert browser.get(choose_over_there(addresses[5], "dermatologue")).status_code == 302
    assert browser.get(choose_over_there(addresses[3], "dermatologue")).status_code == 302
    # The oldest gave way.
    assert UNASKED in words_of(browser.get(choose_over_there(addresses[0], "dermatologue")))


def test_a_number_proves_one_actor(psc: Identity, browser: Client, avril: Actor) -> None:
    through(signed_in(avril).client, "deux-professions")
    through(browser, "deux-professions")
    assert browser.post(f"{START}choisir", {"chosen": "0"}).status_code == 302
    late = signed_in(avril)
    through(late.client, "deux-professions")
    taken = late.client.post(f"{START}choisir", {"chosen": "1"})
    assert taken.status_code == 403
    assert "sous un autre nom" in words_of(taken)
    assert Proof.objects.count() == 1


DOWN = "Pro Santé Connect ne répond pas comme prévu. Rien n’est enregistré."


def replied(path: str, answer: Answer) -> Callable[[tuple[str, Answer]], tuple[str, Answer]]:
    """Answer otherwise at one address."""
    return lambda asked: (asked[0], answer if asked[0] == path else asked[1])


@pytest.mark.parametrize("path", ["/token", "/keys", "/userinfo"])
@pytest.mark.parametrize(
    "answer",
    [
        Answer(HTTPStatus.INTERNAL_SERVER_ERROR, "{}", "application/json"),
        Answer(HTTPStatus.FOUND, "", "application/json", (("Location", "http://127.0.0.1:1/"),)),
        Answer(HTTPStatus.OK, "<html>", "text/html"),
        Answer(HTTPStatus.OK, "[]", "application/json"),
        Answer(HTTPStatus.OK, "[" * 100_000, "application/json"),
        Answer(HTTPStatus.OK, json.dumps({"x": "x" * (wire.MOST_BYTES + 1)}), "application/json"),
    ],
)
def test_an_answer_out_of_its_form_is_a_page_in_words(
    psc: Identity, browser: Client, path: str, answer: Answer
) -> None:
    address = choose_over_there(leave(browser), "dermatologue")
    psc.twist(reply=replied(path, answer))
    assert_nothing_came_of(browser.get(address), 502, DOWN)


@pytest.mark.parametrize(
    ("document", "status"),
    [
        (said(issuer="https://auth.exemple.test"), 403),
        (said(issuer=None), 403),
        (said(token_endpoint=None), 502),
        (said(token_endpoint="http://auth.exemple.test/token"), 502),
        (said(jwks_uri="file:///etc/passwd"), 502),
        (said(userinfo_endpoint="http://[x"), 502),
        (said(authorization_endpoint="javascript:alert(1)"), 502),
        (said(token_endpoint_auth_methods_supported=["private_key_jwt"]), 502),
        (lambda _: [], 502),
    ],
)
def test_a_provider_that_describes_itself_wrongly_is_not_gone_to(
    psc: Identity, browser: Client, document: Callable[[Any], Any], status: int
) -> None:
    psc.twist(discovery=document)
    page = browser.post(START)
    assert_nothing_came_of(page, status, "Rien n’est enregistré.")
    assert "http-equiv" not in page.content.decode()
    # Once mended, it is believed at once.
    psc.site.twists.clear()
    leave(browser)


def test_a_provider_that_is_down_or_slow_is_a_page_in_words(
    psc: Identity, browser: Client, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening() as gone:
        away = gone.settings(settings.ENVIRONMENT)
    address = choose_over_there(leave(browser), "dermatologue")
    monkeypatch.setattr(wire, "SECONDS", 0.0)
    assert_nothing_came_of(browser.get(address), 502, DOWN)
    settings.ENVIRONMENT = away
    assert_nothing_came_of(browser.post(START), 502, DOWN)


def test_the_secret_goes_as_the_provider_takes_it(psc: Identity, browser: Client) -> None:
    psc.twist(discovery=said(token_endpoint_auth_methods_supported=["client_secret_post"]))
    assert through(browser, "dermatologue").status_code == 302
    cache.clear()
    psc.site.client_secret = "another"
    assert through(signed_in(person("buis")).client, "infirmier").status_code == 502


def test_the_log_says_which_check_and_nothing_of_anybody(
    psc: Identity, browser: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    psc.twist(userinfo=said(sub="somebody"))
    through(browser, "dermatologue")
    assert "pro sante connect: userinfo subject" in caplog.text
    someone = PEOPLE["dermatologue"]
    for secret in (someone.identifier, someone.identifier[1:], someone.family_name):
        assert secret not in caplog.text


def test_the_stand_in_listens_to_this_machine_alone() -> None:
    for host in ("0.0.0.0", "192.0.2.1", "::"):  # noqa: S104 this is what is refused
        with pytest.raises(ValueError, match="loopback"):
            listener(host, 0)


def test_the_stand_in_keeps_the_rules_it_helps_to_test(psc: Identity, browser: Client) -> None:
    address = leave(browser)
    query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    page = httpx.get(address, trust_env=False).text
    assert "Fournisseur de démonstration — personnes fictives" in page
    assert not any(someone.identifier in page for someone in PEOPLE.values())
    for wrong in (
        {"client_id": "another"},
        {"redirect_uri": "https://auth.exemple.test/"},
        {"code_challenge_method": "plain"},
        {"nonce": ""},
        {"response_type": "token"},
    ):
        asked = f"{psc.issuer}/authorize?{urlencode({**query, **wrong})}"
        assert httpx.get(asked, trust_env=False).status_code == 400
        assert httpx.post(asked, data={"person": "infirmier"}, trust_env=False).status_code == 400
    code = parse_qs(urlsplit(choose_over_there(address, "infirmier")).query)["code"][0]
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": query["redirect_uri"],
        "code_verifier": "x" * 43,
        "client_id": psc.site.client_id,
        "client_secret": psc.site.client_secret,
    }
    for _ in range(2):
        assert httpx.post(f"{psc.issuer}/token", data=form, trust_env=False).json() == {"error": "invalid_grant"}
    bearer = {"Authorization": "Bearer x"}
    assert httpx.get(f"{psc.issuer}/userinfo", headers=bearer, trust_env=False).status_code == 401
