"""An app that somebody lets in: registered over HTTP, let in with a real browser, sent back to where it listens."""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.connected import OUT_OF_BAND, SCOPES
from tests.browser.house import PASSWORD, address_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.conftest import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# What the page of settings promises: an access that was taken back ends within a minute, in every process.
A_MINUTE = 60.0
WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


@dataclass
class Listener:
    """Where the app waits on this very machine, as apps on a desk do."""

    address: str
    asked: Queue[str]

    def came(self) -> dict[str, str]:
        """Return what the browser brought."""
        asked = urlsplit(self.asked.get(timeout=30))
        assert asked.path == "/retour"
        return {name: value for name, (value,) in parse_qs(asked.query).items()}


@contextmanager
def _listening() -> Iterator[Listener]:
    asked: Queue[str] = Queue()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Note what was asked, but for the browser's own curiosity."""
            if self.path.startswith("/retour"):
                asked.put(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>Pinson</title><p>Merci.</p>")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the name that it has
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Listener(f"http://127.0.0.1:{server.server_port}/retour", asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


@pytest.fixture
def listener() -> Iterator[Listener]:
    with _listening() as found:
        yield found


@pytest.fixture(autouse=True)
def _tidy(house: House) -> Iterator[None]:
    yield
    for context in list(house.browser.contexts):
        context.close()


class App:
    """An app that keeps nothing but what it was given; each is called otherwise, to be told apart in settings."""

    def __init__(self, house: House, redirect: str) -> None:
        self.origin, self.redirect = house.origin, redirect
        self.name = f"Pinson {secrets.token_hex(3)}"
        self.verifier, self.state = secrets.token_urlsafe(48), secrets.token_urlsafe(9)
        said = {"client_name": self.name, "redirect_uris": redirect, "scopes": SCOPES}
        made = httpx.post(f"{self.origin}/api/v1/apps", data=said)
        assert made.status_code == 200, made.text
        self.client = {name: made.json()[name] for name in ("client_id", "client_secret")}

    @property
    def issuer(self) -> str:
        """By which name the server says that it answers."""
        told: str = httpx.get(f"{self.origin}/.well-known/oauth-authorization-server").json()["issuer"]
        return told

    @property
    def page(self) -> str:
        """Where it sends somebody to be let in."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self.client["client_id"],
            "redirect_uri": self.redirect,
            "scope": SCOPES,
            "state": self.state,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return f"/oauth/authorize?{urlencode(asked)}"

    def exchange(self, code: str, verifier: str = "") -> httpx.Response:
        """Ask for the token that a code stands for."""
        grant = {"grant_type": "authorization_code", "code": code, "redirect_uri": self.redirect}
        proof = {"code_verifier": verifier or self.verifier}
        return httpx.post(f"{self.origin}/oauth/token", data={**self.client, **grant, **proof})

    def token(self, code: str) -> str:
        """Return that token."""
        answer = self.exchange(code)
        assert answer.status_code == 200, answer.text
        assert set(answer.json()["scope"].split()) == set(SCOPES.split())
        token: str = answer.json()["access_token"]
        return token

    def me(self, token: str) -> httpx.Response:
        """Ask whose token it is."""
        address = f"{self.origin}/api/v1/accounts/verify_credentials"
        return httpx.get(address, headers={"Authorization": f"Bearer {token}"})


def sent(house: House, app: App, handle: str, *, scripts: bool) -> Page:
    """Return the page of consent in a browser where nobody had signed in yet."""
    page = house.page("", app.page, scripts=scripts)
    _sign_in(page, handle)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Autoriser {app.name}\u202f?")
    return page


def _sign_in(page: Page, handle: str) -> None:
    page.wait_for_url("**/compte/login/?**")
    page.fill("#id_login", address_of(handle))
    page.fill("#id_password", PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url("**/oauth/authorize?**")


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


@WITH_AND_WITHOUT
def test_an_app_is_let_in_and_its_access_is_taken_back(house: House, listener: Listener, *, scripts: bool) -> None:
    app = App(house, listener.address)
    page = sent(house, app, "avril", scripts=scripts)
    asked = page.get_by_role("main")
    expect(asked).to_contain_text("Écrire et agir à votre place")
    expect(asked).to_contain_text("Elle parlera comme Avril (@avril).")
    expect(asked).to_contain_text(f"Vous retournerez à {urlsplit(listener.address).netloc}")
    press(page, "Autoriser")
    page.wait_for_url(f"{listener.address}?**")
    came = listener.came()
    assert came.keys() == {"code", "state", "iss"}
    assert (came["state"], came["iss"]) == (app.state, app.issuer)

    assert app.exchange(came["code"], verifier="x" * 64).status_code == 400
    token = app.token(came["code"])
    assert app.me(token).json()["username"] == "avril"

    page.goto(f"{house.origin}/reglages/applications")
    mine = page.get_by_role("listitem").filter(has=page.get_by_text(app.name, exact=True).first)
    mine.get_by_text("Ce que cet accès permet").click()
    expect(mine).to_contain_text("Vous envoyer des alertes sur cet appareil.")
    mine.get_by_role("button", name=f"Retirer l’accès {app.name}").click()
    expect(page.get_by_role("status").first).to_have_text("L’accès est retiré.")
    expect(page.get_by_role("main")).not_to_contain_text(app.name)
    _ended(app, token)


def _ended(app: App, token: str) -> None:
    end = time.monotonic() + A_MINUTE
    while (answer := app.me(token)).status_code == 200:
        assert time.monotonic() < end, "the token goes on"
        time.sleep(0.5)
    assert answer.status_code == 401
    assert answer.json()["error"]


@WITH_AND_WITHOUT
def test_a_code_is_shown_to_an_app_that_listens_nowhere(house: House, *, scripts: bool) -> None:
    app = App(house, OUT_OF_BAND)
    page = sent(house, app, "avril", scripts=scripts)
    expect(page.get_by_role("main")).to_contain_text("Un code s’affichera")
    press(page, "Autoriser")
    shown = page.get_by_role("textbox", name="Code")
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre code")
    # It is copied at once by who types Ctrl-A, Ctrl-C.
    expect(shown).to_be_focused()
    expect(shown).not_to_be_editable()
    assert app.me(app.token(shown.input_value())).json()["username"] == "avril"


@WITH_AND_WITHOUT
def test_a_refusal_is_told_to_the_app(house: House, listener: Listener, *, scripts: bool) -> None:
    app = App(house, listener.address)
    page = sent(house, app, "avril", scripts=scripts)
    press(page, "Refuser")
    page.wait_for_url(f"{listener.address}?**")
    came = listener.came()
    assert (came["error"], came["state"], came["iss"]) == ("access_denied", app.state, app.issuer)
    assert "code" not in came
    page.goto(f"{house.origin}/reglages/applications")
    expect(page.get_by_role("main")).not_to_contain_text(app.name)


@WITH_AND_WITHOUT
def test_a_refusal_is_shown_when_the_app_listens_nowhere(house: House, *, scripts: bool) -> None:
    app = App(house, OUT_OF_BAND)
    page = sent(house, app, "avril", scripts=scripts)
    press(page, "Refuser")
    expect(page.get_by_role("heading", level=1)).to_have_text("Accès refusé")
    expect(page.get_by_role("main")).to_contain_text(f"{app.name} n’a reçu aucun accès.")


@WITH_AND_WITHOUT
def test_one_chooses_as_whom_an_app_speaks(house: House, listener: Listener, *, scripts: bool) -> None:
    app = App(house, listener.address)
    page = sent(house, app, "martinet", scripts=scripts)
    page.get_by_role("radio", name="Martinet, le soir").check()
    press(page, "Autoriser")
    page.wait_for_url(f"{listener.address}?**")
    assert app.me(app.token(listener.came()["code"])).json()["username"] == "martinet_le_soir"


@WITH_AND_WITHOUT
def test_somebody_else_at_the_same_browser_signs_in_instead(house: House, listener: Listener, *, scripts: bool) -> None:
    app = App(house, listener.address)
    page = sent(house, app, "martinet", scripts=scripts)
    press(page, "Me connecter autrement")
    _sign_in(page, "avril")
    expect(page.get_by_role("main")).to_contain_text("Elle parlera comme Avril (@avril).")
    press(page, "Autoriser")
    page.wait_for_url(f"{listener.address}?**")
    assert app.me(app.token(listener.came()["code"])).json()["username"] == "avril"


@WITH_AND_WITHOUT
def test_an_app_that_asks_for_what_it_did_not_register_is_told_so(
    house: House, listener: Listener, *, scripts: bool
) -> None:
    app = App(house, listener.address)
    page = house.page("", app.page.replace("read+write", "admin%3Aread+write"), scripts=scripts)
    expect(page.get_by_role("main")).to_contain_text("Vous n’y êtes pour rien.")
    assert listener.asked.empty()
    page.get_by_role("link", name=f"Retourner à {urlsplit(listener.address).netloc}").click()
    page.wait_for_url(f"{listener.address}?**")
    came = listener.came()
    assert (came["error"], came["state"]) == ("invalid_scope", app.state)


def test_an_address_that_the_app_did_not_register_leads_nowhere(house: House, listener: Listener) -> None:
    app = App(house, listener.address)
    with house.visitor("avril") as context:
        page = context.new_page()
        answer = page.goto(app.page.replace("retour", "ailleurs"))
        assert answer is not None
        assert answer.status == 400
        expect(page.get_by_role("heading", level=1)).to_have_text("Cette demande ne peut pas aboutir")
    assert listener.asked.empty()
