"""Passkeys in a real browser, whose own virtual authenticator answers, and pages under the security policy."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Literal

import pytest
from allauth.account.models import EmailAddress
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import sync_playwright

from tests.conftest import PASSWORD
from toctoc.people.models import Account

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

    from toctoc.people.models import Actor

CHROMIUM = shutil.which("chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's Chromium is not installed"),
]


@pytest.fixture
def page(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A page of a browser that has an authenticator; it fails on anything the security policy refused."""
    # Playwright keeps a loop running in this thread; nothing asynchronous touches the database.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    cache.clear()
    refused: list[str] = []
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_context(locale="fr-FR").new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda line: refused.append(line.text) if "Content Security Policy" in line.text else None)
        devtools = page.context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        yield page
        browser.close()
        # Beside a loop, connections live in its context: nobody finds this one again.
        connection.close()
    assert refused == []


def sign_in_by_password(page: Page, server: str) -> None:
    page.goto(f"{server}/compte/login/")
    page.fill("#id_login", "avril@exemple.test")
    page.fill("#id_password", PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Se connecter", exact=True).click()


def test_a_passkey_is_added_then_signs_in_alone_then_seconds_the_password(
    page: Page, live_server: LiveServer, avril: Actor
) -> None:
    EmailAddress.objects.create(user=avril.account, email="avril@exemple.test", verified=True, primary=True)
    server = live_server.url
    sign_in_by_password(page, server)
    page.wait_for_url(f"{server}/")
    page.goto(f"{server}/compte/2fa/webauthn/add/")
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Confirmer").click()
    page.fill("#id_name", "Mon téléphone")
    page.click("#passkey_create")
    page.wait_for_url("**/compte/2fa/recovery-codes/**")
    assert page.locator("#recovery_codes li").count() == 10
    page.goto(f"{server}/compte/2fa/webauthn/")
    assert page.get_by_role("main").get_by_text("Mon téléphone").first.is_visible()

    sign_out(page, server)
    page.goto(f"{server}/compte/login/?next=/reglages")
    page.click("#passkey_login")
    page.wait_for_url(lambda address: "/compte/login" not in address)
    page.goto(f"{server}/reglages")
    assert page.get_by_role("heading", level=1).inner_text() == "Réglages"

    sign_out(page, server)
    sign_in_by_password(page, server)
    page.wait_for_url("**/compte/2fa/authenticate/")
    page.click("#passkey_get")
    page.wait_for_url(f"{server}/")


def test_the_administration_works_under_the_security_policy(page: Page, live_server: LiveServer, avril: Actor) -> None:
    Account.objects.filter(pk=avril.account.pk if avril.account else 0).update(is_staff=True, is_superuser=True)
    EmailAddress.objects.create(user=avril.account, email="avril@exemple.test", verified=True, primary=True)
    page.goto(f"{live_server.url}/administration/")
    page.fill("#id_login", "avril@exemple.test")
    page.fill("#id_password", PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url("**/administration/")
    for where in ("people/actor/", "people/proof/", "jobs/job/", "people/account/"):
        page.goto(f"{live_server.url}/administration/{where}")
        assert page.locator("#content h1").count() == 1
    page.goto(f"{live_server.url}/administration/people/actor/")
    page.check(f"input.action-select[value='{avril.pk}']")
    assert page.locator(".action-counter").inner_text().startswith("1 ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_about_people_is_accessible_and_fits_a_phone(
    page: Page, live_server: LiveServer, ruisseau: Actor, vigie: Account, scheme: Literal["light", "dark"]
) -> None:
    EmailAddress.objects.create(user=vigie, email="vigie@exemple.test", verified=True, primary=True)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("/compte/login/", "/compte/signup/", "/compte/password/reset/", "/@ruisseau", "/@ruisseau/preuve"):
        assert_accessible(page, live_server.url + address)
    page.goto(f"{live_server.url}/compte/login/")
    page.fill("#id_login", "vigie@exemple.test")
    page.fill("#id_password", PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url(f"{live_server.url}/")
    page.goto(f"{live_server.url}/compte/reauthenticate/?next=/compte/2fa/")
    page.fill("#id_password", PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Confirmer").click()
    for address in (
        "/reglages",
        "/reglages/profil",
        "/reglages/acteurs",
        "/compte/2fa/",
        "/compte/2fa/totp/activate/",
        "/compte/2fa/webauthn/add/",
        "/compte/email/",
        "/compte/password/change/",
        "/compte/logout/",
        "/moderation",
        "/moderation/acteurs/ruisseau",
    ):
        assert_accessible(page, live_server.url + address)


def assert_accessible(page: Page, address: str) -> None:
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == [], address


def sign_out(page: Page, server: str) -> None:
    page.goto(f"{server}/compte/logout/")
    page.get_by_role("main").get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url(f"{server}/")
