"""What somebody tries who wants a token that is not theirs, or more than it lets do."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.test import Client
from oauth2_provider.models import get_access_token_model, get_application_model

from tests.conftest import PASSWORD, person, signed_in
from tests.mastodon_api.oauth_flow import (
    BACK,
    CHALLENGE,
    OOB,
    VERIFIER,
    App,
    bearer,
    code_of,
    consent,
    let_in,
    register,
)
from toctoc.kernel import clock
from toctoc.mastodon_api.web.oauth import grants
from toctoc.people.models import AuthorizationCode
from toctoc.people.services import actors
from toctoc.people.services.apps import CODE_LASTS
from toctoc.people.services.tokens import bearer_of

if TYPE_CHECKING:
    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db
STATUSES = "/api/v1/statuses"


def refused(app: App, code: str, **more: str) -> str:
    """Return the error with which a code is refused."""
    answer = app.exchange(code, **more)
    assert answer.status_code == 400
    assert not any("access_token" in str(value) for value in answer.json())
    error: str = answer.json()["error"]
    return error


def test_a_code_that_comes_again_ends_what_it_gave(ruisseau: Actor) -> None:
    app = register()
    code = code_of(consent(app, ruisseau))
    token = app.exchange(code).json()["access_token"]
    assert bearer_of(token) is not None
    assert refused(app, code) == "invalid_grant"
    assert bearer_of(token) is None
    assert refused(app, code) == "invalid_grant"


def test_of_two_who_exchange_a_code_at_the_same_moment_one_gets_a_token(
    ruisseau: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = register()
    code = code_of(consent(app, ruisseau))
    monkeypatch.setattr(grants, "spend_code", lambda **_: False)
    assert refused(app, code) == "invalid_grant"
    assert not get_access_token_model().objects.exists()


def test_a_code_is_no_use_to_another_app_nor_later(ruisseau: Actor) -> None:
    mine, other = register(), register()
    code = code_of(consent(mine, ruisseau))
    assert refused(other, code) == "invalid_grant"
    with clock.at(clock.now() + CODE_LASTS + timedelta(seconds=1)):
        assert refused(mine, code) == "invalid_grant"
    # A thief who fails takes nothing from the app whose code it is.
    assert mine.exchange(code).status_code == 200


def test_an_app_without_its_secret_is_nobody(ruisseau: Actor) -> None:
    app = register()
    code = code_of(consent(app, ruisseau))
    for secret in ("", "autre", app.client_id):
        answer = App(app.client_id, secret).exchange(code)
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    stored = get_application_model().objects.get(client_id=app.client_id).client_secret
    # What a copy of the database holds opens nothing.
    assert App(app.client_id, stored).exchange(code).status_code == 401
    assert app.exchange(code).status_code == 200


def test_nothing_that_opens_anything_is_in_the_database(ruisseau: Actor) -> None:
    app = register(scopes="read offline_access")
    code = code_of(consent(app, ruisseau, scope="read offline_access"))
    made = app.exchange(code).json()
    rows = [
        str(list(model.objects.values()))
        for model in (get_access_token_model(), get_application_model(), AuthorizationCode)
    ]
    assert not any(secret in row for row in rows for secret in (code, app.client_secret, made["access_token"]))


@pytest.mark.parametrize(
    "redirect",
    [
        BACK + "/",
        BACK + "x",
        BACK + "?a=1",
        BACK + "#bout",
        BACK.replace("retour", "Retour"),
        BACK.replace("app.", "APP."),
        BACK.replace("https", "http"),
        BACK.replace("https://", "https://evil@"),
        BACK.replace(".test", ".test:8443"),
        BACK.replace("/retour", "/../retour"),
        BACK.replace("app.exemple.test", "app.exemple.test.evil.test"),
        "https://evil.test/retour",
        "javascript:alert(1)",
        OOB,
        "",
    ],
)
def test_nobody_is_led_to_an_address_that_the_app_did_not_register(ruisseau: Actor, redirect: str) -> None:
    app = register(f"{BACK} https://app.exemple.test/autre")
    app.redirect = redirect
    for browser in (signed_in(ruisseau).client, Client()):
        for address in (app.address(), app.address(scope="tout"), app.address(response_type="token")):
            for answer in (browser.get(address), browser.post(address, {"reponse": "oui", "acteur": ruisseau.pk})):
                assert answer.status_code == 400
                assert "Location" not in answer
    assert not AuthorizationCode.objects.exists()


def test_the_port_alone_may_differ_on_ones_own_machine(ruisseau: Actor) -> None:
    app = register("http://127.0.0.1:4000/retour")
    for redirect, status in (
        ("http://127.0.0.1:51234/retour", 200),
        ("http://127.0.0.1/retour", 200),
        ("http://127.0.0.1:51234/", 400),
        ("http://localhost:4000/retour", 400),
        ("http://127.0.0.1.evil.test:4000/retour", 400),
    ):
        app.redirect = redirect
        assert signed_in(ruisseau).client.get(app.address()).status_code == status, redirect


def test_the_code_is_exchanged_with_the_address_it_was_sent_to(ruisseau: Actor) -> None:
    other = "https://app.exemple.test/autre"
    app = register(f"{BACK} {other}")
    app.redirect = BACK
    code = code_of(consent(app, ruisseau))
    app.redirect = other
    assert refused(app, code) == "invalid_request"
    app.redirect = BACK
    assert app.exchange(code).status_code == 200


def test_a_challenge_cannot_be_taken_away(ruisseau: Actor) -> None:
    app = register()
    with_one = code_of(consent(app, ruisseau, code_challenge=CHALLENGE, code_challenge_method="S256"))
    assert refused(app, with_one) == "invalid_request"
    assert refused(app, with_one, code_verifier="x" * 50) == "invalid_grant"
    # The challenge itself is no verifier, as it would be by the plain method.
    assert refused(app, with_one, code_verifier=CHALLENGE) == "invalid_grant"
    without = code_of(consent(app, ruisseau))
    assert refused(app, without, code_verifier=VERIFIER) == "invalid_grant"


@pytest.mark.parametrize("method", ["plain", "", "s256"])
def test_a_plain_challenge_is_refused(ruisseau: Actor, method: str) -> None:
    address = register().address(code_challenge=CHALLENGE, code_challenge_method=method, state="s")
    answer = signed_in(ruisseau).client.get(address)
    back = parse_qs(urlsplit(answer["Location"]).query)
    assert (back["error"], back["state"]) == (["invalid_request"], ["s"])


def test_an_app_that_keeps_no_secret_must_send_a_challenge(ruisseau: Actor) -> None:
    app = register(confidential=False)
    answer = signed_in(ruisseau).client.get(app.address())
    assert parse_qs(urlsplit(answer["Location"]).query)["error"] == ["invalid_request"]
    code = code_of(consent(app, ruisseau, code_challenge=CHALLENGE, code_challenge_method="S256"))
    given = App(app.client_id, "").exchange(code, code_verifier=VERIFIER)
    assert given.status_code == 200


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"scope": "read admin:read"}, "invalid_scope"),
        ({"scope": "write"}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": ""}, "invalid_request"),
    ],
)
def test_an_app_that_asks_wrongly_is_told_by_the_browser(ruisseau: Actor, asked: dict[str, str], error: str) -> None:
    answer = signed_in(ruisseau).client.get(register(scopes="read push").address(state="s", **asked))
    back = parse_qs(urlsplit(answer["Location"]).query)
    assert answer["Location"].startswith(BACK)
    assert (back["error"], back["state"], back["iss"]) == ([error], ["s"], ["http://127.0.0.1:8000/"])


def test_consent_is_not_given_from_another_site(ruisseau: Actor) -> None:
    app, browser = register(), Client(enforce_csrf_checks=True)
    assert ruisseau.account is not None
    browser.force_login(ruisseau.account, backend="django.contrib.auth.backends.ModelBackend")
    page = browser.get(app.address())
    assert page["X-Frame-Options"] == "DENY"
    assert browser.post(app.address(), {"reponse": "oui", "acteur": ruisseau.pk}).status_code == 403
    assert not AuthorizationCode.objects.exists()


def test_looking_at_the_page_gives_nothing(ruisseau: Actor) -> None:
    app = register()
    browser = signed_in(ruisseau).client
    browser.get(app.address(reponse="oui", acteur=str(ruisseau.pk)))
    browser.head(app.address())
    assert not AuthorizationCode.objects.exists()


def test_a_page_that_was_open_speaks_for_nobody_who_signed_in_since(ruisseau: Actor, carrelet: Actor) -> None:
    app, browser = register(), Client(enforce_csrf_checks=True)
    assert ruisseau.account is not None
    assert carrelet.account is not None
    browser.force_login(ruisseau.account, backend="django.contrib.auth.backends.ModelBackend")
    page = browser.get(app.address())
    form = {"reponse": "oui", "acteur": ruisseau.pk, "csrfmiddlewaretoken": str(page.context["csrf_token"])}
    browser.logout()
    browser.post(
        "/compte/login/",
        {
            "login": "carrelet@exemple.test",
            "password": PASSWORD,
            "csrfmiddlewaretoken": browser.get("/compte/login/").context["csrf_token"],
        },
    )
    assert browser.post(app.address(), form).status_code in {403, 404}
    # Even with a form that is sound, another's actor is as good as none.
    assert consent(app, carrelet, as_actor=ruisseau).status_code == 404
    assert not AuthorizationCode.objects.exists()


@pytest.mark.parametrize("said", ["", "x", "-1", "0", "9" * 30, "1.5"])
def test_an_actor_that_cannot_be_is_none(ruisseau: Actor, said: str) -> None:
    answer = signed_in(ruisseau).client.post(register().address(), {"reponse": "oui", "acteur": said})
    assert answer.status_code == 404


def test_who_is_suspended_lets_no_app_in_and_its_tokens_fall_silent(ruisseau: Actor) -> None:
    token, app = let_in(ruisseau), register()
    code = code_of(consent(app, ruisseau))
    actors.suspend(actor=ruisseau)
    assert consent_status(app, ruisseau) != 302
    assert app.exchange(code).status_code == 200
    silent = Client().get("/oauth/userinfo", headers=bearer(token))
    assert (silent.status_code, silent.json()["error"]) == (403, "Your login is currently disabled")
    assert ruisseau.account is not None
    ruisseau.account.is_active = False
    ruisseau.account.save()
    get_access_token_model().objects.get(token_checksum=checksum(token)).save()
    shut = Client().get("/oauth/userinfo", headers=bearer(token))
    assert (shut.status_code, shut.json()["error"]) == (403, "Your login is currently disabled")


def consent_status(app: App, actor: Actor) -> int:
    status: int = signed_in(actor).client.post(app.address(), {"reponse": "oui", "acteur": actor.pk}).status_code
    return status


def checksum(token: str) -> str:
    from toctoc.people.services.tokens import checksum_of

    return checksum_of(token)


def test_a_narrow_token_does_no_more_than_it_says(ruisseau: Actor) -> None:
    token = let_in(ruisseau, scopes="profile push")
    assert Client().get("/oauth/userinfo", headers=bearer(token)).status_code == 200
    answer = Client().get("/api/v1/accounts/verify_credentials", headers=bearer(token))
    assert answer.status_code in {200, 404}
    narrow = let_in(ruisseau, scopes="push")
    answer = Client().get("/oauth/userinfo", headers=bearer(narrow))
    assert (answer.status_code, answer.json()) == (403, {"error": "This action is outside the authorized scopes"})


def test_an_expired_token_and_one_in_an_address_are_nothing(ruisseau: Actor) -> None:
    token = let_in(ruisseau)
    assert Client().get(f"/oauth/userinfo?access_token={token}").status_code == 401
    with clock.at(clock.now() + timedelta(days=366)):
        answer = Client().get("/oauth/userinfo", headers=bearer(token))
        assert (answer.status_code, answer.json()) == (401, {"error": "The access token is invalid"})
        assert "Bearer" in answer["WWW-Authenticate"]


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'"x"',
        b'{"grant_type":{"a":1}}',
        b'{"client_id":["a","b"],"grant_type":"client_credentials"}',
        b"\xff\xfe",
        b"",
    ],
)
def test_a_body_that_makes_no_sense_is_refused(body: bytes) -> None:
    answer = Client().post("/oauth/token", body, content_type="application/json")
    assert answer.status_code in {400, 401}
    assert answer.json()["error"]


@pytest.mark.parametrize(
    "authorization", ["Basic", "Basic x", "Basic " + "/" * 40, "Basic w7/Dvw==", "Bearer x", "Autre y"]
)
def test_credentials_that_make_no_sense_are_refused(authorization: str) -> None:
    answer = Client().post(
        "/oauth/token", {"grant_type": "client_credentials"}, headers={"Authorization": authorization}
    )
    assert answer.status_code == 401


def test_secrets_are_not_taken_from_addresses() -> None:
    app = register()
    address = f"/oauth/token?client_secret={quote(app.client_secret)}"
    answer = Client().post(address, {"client_id": app.client_id, "grant_type": "client_credentials"})
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
    assert Client().get("/oauth/token").status_code == 405


def test_one_address_registers_a_number_of_apps_an_hour() -> None:
    said = {"client_name": "Essai", "redirect_uris": BACK}
    statuses = [Client().post("/api/v1/apps", said).status_code for _ in range(61)]
    assert statuses == [200] * 60 + [429]


def test_an_outsider_revokes_no_token_of_somebody_else(ruisseau: Actor, dehors: Actor) -> None:
    token = let_in(ruisseau)
    held = bearer_of(token)
    assert held is not None
    assert signed_in(dehors).client.post("/reglages/applications", {"jeton": held.token_id}).status_code == 404
    assert bearer_of(token) is not None
    assert Client().get("/reglages/applications").status_code == 302
    assert "Essai" not in signed_in(dehors).client.get("/reglages/applications").content.decode()


def test_a_name_of_an_app_is_text(ruisseau: Actor) -> None:
    app = register(client_name="<script>alert(1)</script>")
    page = signed_in(ruisseau).client.get(app.address()).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_an_account_without_an_actor_makes_one_first() -> None:
    someone = person("seul")
    app = register()
    browser = signed_in(someone).client
    account = someone.account
    assert account is not None
    someone.account = None
    someone.save()
    answer = browser.get(app.address())
    assert answer.status_code == 302
    assert answer["Location"].startswith("/reglages/acteurs?suite=%2Foauth%2Fauthorize")
