from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve

from tests.conftest import question_by, signed_in
from toctoc.config.environment import Registration

if TYPE_CHECKING:
    from toctoc.people.models import Account, Actor

EMERGENCY = "En cas d’urgence\u202f: 15, 112 ou 114. Idées de suicide\u202f: 3114."


@pytest.mark.parametrize(
    "path", ["/a-propos", "/regles", "/mentions-legales", "/confidentialite", "/accessibilite", "/decouvrir", "/"]
)
def test_every_page_says_what_to_do_in_an_emergency(path: str, client: Client, db: None) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert EMERGENCY in page.content.decode()


def test_the_language_is_chosen_once_for_all(client: Client, db: None) -> None:
    answer = client.post("/langue", {"language": "en"}, headers={"Referer": "http://testserver/regles"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "http://testserver/regles"
    assert '<html lang="en">' in client.get("/regles").content.decode()


def test_the_language_is_kept_with_the_account(avril: Actor) -> None:
    signed_in(avril).client.post("/langue", {"language": "en"})
    elsewhere = signed_in(avril).client
    assert '<html lang="en">' in elsewhere.get("/").content.decode()


def test_choosing_a_language_never_leads_to_another_site(client: Client, db: None) -> None:
    answer = client.post("/langue", {"language": "fr"}, headers={"Referer": "https://ailleurs.example/piege"})
    assert answer.headers["Location"] == "/"


def test_a_language_that_is_not_spoken_here_is_refused(client: Client, db: None) -> None:
    assert client.post("/langue", {"language": "xx"}).status_code == 422


def test_the_menu_of_a_phone_leads_everywhere(avril: Actor, vigie: Account) -> None:
    html = signed_in(avril).client.get("/moi").content.decode()
    for address in ("/@avril", "/gardes", "/reglages", "/decouvrir", "/compte/logout/"):
        assert f'href="{address}"' in html
    assert 'href="/moderation"' not in html
    moderator = Client()
    moderator.force_login(vigie, backend="django.contrib.auth.backends.ModelBackend")
    assert 'href="/moderation"' in moderator.get("/moi").content.decode()


@pytest.mark.parametrize("path", ["/", "/moi", "/decouvrir", "/nulle-part"])
def test_every_link_of_the_shell_leads_somewhere(path: str, ruisseau: Actor, carrelet: Actor, vigie: Account) -> None:
    question_by(ruisseau)
    moderator = Client()
    moderator.force_login(vigie, backend="django.contrib.auth.backends.ModelBackend")
    for client in (Client(), signed_in(carrelet).client, moderator):
        html = client.get(path).content.decode()
        found = set(re.findall(r'(?:href|formaction|action)="(/[^"?#]*)', html))
        pages = {address for address in found if not address.startswith("/static/")}
        # An address without a page raises Resolver404.
        assert len([resolve(address) for address in pages]) > 8


def test_a_request_too_large_is_refused_in_words(client: Client, db: None) -> None:
    page = client.post("/langue", {"language": "fr", "text": "a" * 1_100_000})
    assert page.status_code == 400
    assert "Cette demande est illisible" in page.content.decode()


def test_a_stranger_is_invited_to_sign_in(client: Client, db: None) -> None:
    html = client.get("/moi").content.decode()
    assert "Vous n’êtes pas connecté." in html
    assert 'href="/compte/login/"' in html


def test_a_closed_server_does_not_invite_to_sign_up(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert 'href="/compte/signup/"' in client.get("/").content.decode()
    monkeypatch.setattr(settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, registration=Registration.CLOSED))
    for path in ("/", "/moi"):
        html = client.get(path).content.decode()
        assert 'href="/compte/signup/"' not in html
        assert 'href="/compte/login/"' in html
