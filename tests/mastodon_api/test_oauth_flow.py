"""An app registers, is let in by somebody, and is given a token."""

from __future__ import annotations

import base64
import re
from datetime import timedelta
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from oauth2_provider.models import get_access_token_model, get_application_model, get_refresh_token_model

from tests.conftest import signed_in
from tests.mastodon_api.oauth_flow import (
    BACK,
    CHALLENGE,
    JSON,
    OOB,
    VERIFIER,
    bearer,
    code_of,
    consent,
    let_in,
    register,
    shown_code,
)
from toctoc.kernel import clock
from toctoc.people.models import AuthorizationCode
from toctoc.people.services.tokens import bearer_of

if TYPE_CHECKING:
    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db


def test_an_app_registers_and_is_told_what_it_said() -> None:
    said = {"client_name": "Essai", "redirect_uris": f"{OOB}\nmonapp://retour", "website": "https://app.exemple.test"}
    answer = Client().post("/api/v1/apps", {**said, "scopes": "read write:statuses"})
    made = answer.json()
    assert answer.status_code == 200
    assert made["redirect_uris"] == [OOB, "monapp://retour"]
    assert made["redirect_uri"] == f"{OOB}\nmonapp://retour"
    assert made["scopes"] == ["read", "write:statuses"]
    assert made["client_secret_expires_at"] == 0
    assert (made["name"], made["website"]) == ("Essai", "https://app.exemple.test")
    assert isinstance(made["id"], str)
    assert made["vapid_key"]


def test_addresses_come_as_a_list_too() -> None:
    asked = {"client_name": "Essai", "redirect_uris": [BACK, "http://127.0.0.1:4000/"]}
    by_json = Client().post("/api/v1/apps", asked, content_type=JSON).json()
    by_form = Client().post("/api/v1/apps", {"client_name": "Essai", "redirect_uris[]": asked["redirect_uris"]}).json()
    assert by_json["redirect_uris"] == by_form["redirect_uris"] == asked["redirect_uris"]


@pytest.mark.parametrize(
    "redirect",
    [
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://app.exemple.test/",
        "https://u@app.exemple.test/",
        "https://app.exemple.test/#bout",
        "https://app.exemple.test;script-src *",
        "//app.exemple.test/",
        "retour",
        "https://app.exemple.test:bien/",
        "monapp:",
        " ".join(f"https://app.exemple.test/{n}" for n in range(20)),
        "https://app.exemple.test/" + "a" * 3_000,
    ],
)
def test_an_address_of_return_that_cannot_be_is_refused(redirect: str) -> None:
    answer = Client().post("/api/v1/apps", {"client_name": "Essai", "redirect_uris": redirect})
    assert answer.status_code == 422
    assert answer.json()["error"]


@pytest.mark.parametrize(
    "said",
    [
        {"client_name": ""},
        {"client_name": "x" * 61},
        {"scopes": "read tout"},
        {"scopes": "admin:read"},
        {"website": "javascript:alert(1)"},
        {"redirect_uris": 7},
        {"client_name": {"a": 1}},
    ],
)
def test_what_an_app_may_not_say_of_itself(said: dict[str, object]) -> None:
    usual = {"client_name": "Essai", "redirect_uris": BACK}
    answer = Client().post("/api/v1/apps", usual | said, content_type=JSON)
    assert answer.status_code == 422
    assert not get_application_model().objects.exists()


def test_somebody_lets_an_app_in_and_it_gets_a_token(ruisseau: Actor) -> None:
    app = register()
    answer = consent(
        app, ruisseau, scope="read write", state="état/&=1", code_challenge=CHALLENGE, code_challenge_method="S256"
    )
    back = parse_qs(urlsplit(answer["Location"]).query)
    assert answer["Location"].startswith(f"{BACK}?")
    assert back["state"] == ["état/&=1"]
    assert back["iss"] == ["http://127.0.0.1:8000/"]
    given = app.exchange(back["code"][0], code_verifier=VERIFIER)
    made = given.json()
    assert set(made) == {"access_token", "token_type", "scope", "created_at"}
    assert (made["token_type"], made["scope"]) == ("Bearer", "read write")
    assert abs(made["created_at"] - clock.now().timestamp()) < 60
    assert given["Cache-Control"] == "no-store"
    held = bearer_of(made["access_token"])
    assert held is not None
    assert held.actor_id == ruisseau.pk
    assert held.allows("write:statuses")
    assert not held.allows("push")


def test_json_and_basic_credentials_do_as_well(ruisseau: Actor) -> None:
    app = register()
    code = code_of(consent(app, ruisseau))
    basic = base64.b64encode(f"{app.client_id}:{app.client_secret}".encode()).decode()
    asked = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK}
    answer = Client().post("/oauth/token", asked, content_type=JSON, headers={"Authorization": f"Basic {basic}"})
    assert answer.status_code == 200
    assert answer.json()["scope"] == "read"


def test_a_code_is_shown_to_be_copied(ruisseau: Actor) -> None:
    app = register(OOB)
    page = consent(app, ruisseau, scope="read")
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert app.exchange(shown_code(page)).status_code == 200


def test_an_app_has_a_token_of_its_own_that_speaks_as_nobody() -> None:
    app = register()
    token = app.token(grant_type="client_credentials", scope="read write").json()["access_token"]
    held = bearer_of(token)
    assert held is not None
    assert (held.account_id, held.actor_id) == (None, None)
    said = Client().get("/api/v1/apps/verify_credentials", headers=bearer(token)).json()
    assert said["name"] == "Essai"
    assert "client_secret" not in said
    assert Client().get("/oauth/userinfo", headers=bearer(token)).status_code == 422
    assert Client().get("/api/toctoc/v1/timelines/home", headers=bearer(token)).status_code == 401


def test_the_token_speaks_as_the_actor_that_was_chosen(ruisseau: Actor, avril: Actor) -> None:
    other = avril
    other.account = ruisseau.account
    other.save()
    app = register()
    page = signed_in(ruisseau).client.get(app.address()).content.decode()
    assert page.count('name="acteur"') == 2
    token = app.exchange(code_of(consent(app, ruisseau, as_actor=other))).json()["access_token"]
    held = bearer_of(token)
    assert held is not None
    assert held.actor_id == other.pk
    told = Client().get("/oauth/userinfo", headers=bearer(token)).json()
    assert (told["preferred_username"], told["name"]) == ("avril", "Avril")
    assert told["sub"] == "http://127.0.0.1:8000/@avril"


def test_who_refuses_is_led_back_and_nothing_is_given(ruisseau: Actor) -> None:
    answer = consent(register(), ruisseau, answer="non", state="s")
    back = parse_qs(urlsplit(answer["Location"]).query)
    assert (back["error"], back["state"], back["iss"]) == (["access_denied"], ["s"], ["http://127.0.0.1:8000/"])
    assert not AuthorizationCode.objects.exists()
    assert consent(register(OOB), ruisseau, answer="non").status_code == 200
    assert not AuthorizationCode.objects.exists()


def test_a_stranger_signs_in_first_and_comes_back() -> None:
    app = register()
    answer = Client().get(app.address(scope="read"))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/compte/login/?next=/oauth/authorize%3F")


@pytest.mark.parametrize("redirect", [BACK, "monapp://retour", OOB])
def test_a_stranger_is_led_to_no_app_that_asks_wrongly(redirect: str) -> None:
    """A link leads there: nothing else than a gesture of theirs."""
    answer = Client().get(register(redirect).address(scope="tout", state="s"))
    assert answer.status_code == 400
    assert "Location" not in answer
    links = re.findall(r'href="([^"]+)" rel="nofollow"', answer.content.decode())
    if redirect == OOB:
        assert links == []
        return
    (link,) = links
    told = parse_qs(urlsplit(unescape(link)).query)
    assert link.startswith(redirect)
    assert (told["error"], told["state"], told["iss"]) == (["invalid_scope"], ["s"], ["http://127.0.0.1:8000/"])


def test_the_page_says_in_words_what_the_app_may_do(ruisseau: Actor) -> None:
    app = register("monapp://retour", "read write:statuses push")
    page = signed_in(ruisseau).client.get(app.address(scope="read write:statuses"))
    text = page.content.decode()
    assert "Autoriser Essai ?" in text.replace("\u202f", " ")
    assert "Lire tout ce que vous lisez" in text
    assert "Publier, modifier et supprimer des messages à votre place." in text
    assert "alertes sur cet appareil" not in text
    assert "@ruisseau" in text
    policy = page["Content-Security-Policy"]
    # Else Chromium would not follow the form to the app.
    assert "form-action" not in policy
    assert "form-action 'self'" in signed_in(ruisseau).client.get("/reglages")["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert page["X-Frame-Options"] == "DENY"
    assert "Toctoc-Leads-Away" not in page
    english = signed_in(ruisseau).client.get(app.address(lang="en"))
    assert b'lang="en"' in english.content


def test_who_is_asked_to_sign_in_again_does_so_by_a_button(ruisseau: Actor) -> None:
    browser, app = signed_in(ruisseau).client, register()
    address = app.address(force_login="true", state="s")
    assert b'value="oui"' not in browser.get(address).content
    # Looking at the page signs nobody out.
    assert browser.get("/reglages").status_code == 200
    answer = browser.post(address, {"reponse": "autre"})
    assert answer["Location"].startswith("/compte/login/?next=/oauth/authorize%3F")
    assert "force_login" not in answer["Location"]
    assert browser.get("/reglages").status_code == 302


def test_a_token_that_lasts_hours_is_renewed_once_by_the_one_beside_it(ruisseau: Actor) -> None:
    app = register(scopes="read offline_access")
    first = app.exchange(code_of(consent(app, ruisseau, scope="read offline_access"))).json()
    assert first["expires_in"] == 7_200
    second = app.token(grant_type="refresh_token", refresh_token=first["refresh_token"]).json()
    assert bearer_of(first["access_token"]) is None
    held = bearer_of(second["access_token"])
    assert held is not None
    assert held.actor_id == ruisseau.pk
    # The first one comes again: somebody has a copy, and all that came from it ends.
    again = app.token(grant_type="refresh_token", refresh_token=first["refresh_token"])
    assert again.status_code == 400
    assert bearer_of(second["access_token"]) is None
    assert first["refresh_token"] not in str(list(get_refresh_token_model().objects.values()))


def test_an_app_revokes_its_token_and_another_app_does_not(ruisseau: Actor) -> None:
    mine, other = register(), register()
    token = mine.exchange(code_of(consent(mine, ruisseau))).json()["access_token"]
    for app, is_gone in ((other, False), (mine, True), (mine, True)):
        known = {"client_id": app.client_id, "client_secret": app.client_secret, "token": token}
        answer = Client().post("/oauth/revoke", known)
        assert (answer.status_code, answer.json()) == (200, {})
        assert (bearer_of(token) is None) is is_gone
    assert Client().post("/oauth/revoke", {"token": token}).status_code == 401


def test_the_server_tells_what_it_knows() -> None:
    told = Client().get("/.well-known/oauth-authorization-server").json()
    assert told["issuer"] == "http://127.0.0.1:8000/"
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert "password" not in told["grant_types_supported"]
    assert {"read", "write:statuses", "profile"} <= set(told["scopes_supported"])
    assert not any(scope.startswith("admin") for scope in told["scopes_supported"])


@pytest.mark.parametrize("path", ["/oauth/token", "/oauth/revoke", "/oauth/userinfo", "/api/v1/apps"])
def test_apps_in_browsers_may_ask_from_anywhere(path: str) -> None:
    asked = {"Origin": "https://app.exemple.test", "Access-Control-Request-Method": "POST"}
    first = Client().options(path, headers=asked)
    assert (first.status_code, first["Access-Control-Allow-Origin"]) == (204, "*")
    assert "Authorization" in first["Access-Control-Allow-Headers"]
    assert Client().post(path, headers=asked)["Access-Control-Allow-Origin"] == "*"
    # The page that asks is for people: no script of another site reads it.
    assert "Access-Control-Allow-Origin" not in Client().get("/oauth/authorize", headers=asked)


def test_a_slash_at_the_end_changes_nothing(ruisseau: Actor) -> None:
    app = register()
    assert signed_in(ruisseau).client.get(app.address().replace("authorize?", "authorize/?")).status_code == 200
    asked = {"client_id": app.client_id, "client_secret": app.client_secret, "grant_type": "client_credentials"}
    given = Client().post("/oauth/token/", asked)
    assert given.status_code == 200
    told = Client().get("/api/v1/apps/verify_credentials/", headers=bearer(given.json()["access_token"]))
    assert told.json()["name"] == "Essai"


def test_a_day_of_use_gives_a_token_another_year(ruisseau: Actor) -> None:
    with clock.at(clock.now() - timedelta(days=300)):
        token = let_in(ruisseau)
    cache.clear()
    held = bearer_of(token)
    assert held is not None
    assert held.expires_at > clock.now() + timedelta(days=360)
    row = get_access_token_model().objects.select_related("voice").get()
    assert row.voice.used_on == clock.now().date()
    assert row.expires == held.expires_at
