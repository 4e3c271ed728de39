"""One program, one browser and one tour of its pages for all the tests of this folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.house import FURNISH, PASSWORD, address_of
from tests.browser.tour import tour_of
from tests.config.program import PATIENCE, ROOT, Serving, variables
from tests.identity import listening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, StorageState

    from tests.browser.tour import Sight
    from tests.identity import Identity

CHROMIUM = shutil.which("chromium")
ABSENT = "Debian's Chromium is not installed: nothing was tried in a browser."
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class House:
    """``toctoc serve`` with people in it, and the browser that visits."""

    server: Serving
    browser: Browser
    ids: dict[str, int | str]
    identity: Identity
    signed_in: dict[str, StorageState] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        """The address of the pages."""
        return f"http://127.0.0.1:{self.server.port}"

    def visitor(self, handle: str = "", *, scripts: bool = True) -> BrowserContext:
        """Return a browser of its own, in which somebody signed in; nobody for an empty handle."""
        state = self._state_of(handle) if handle else None
        context = self.browser.new_context(
            base_url=self.origin,
            locale="fr-FR",
            viewport={"width": 390, "height": 844},
            java_script_enabled=scripts,
            storage_state=state,
        )
        context.set_default_timeout(15_000)
        return context

    def page(self, handle: str, path: str, *, scripts: bool = True) -> Page:
        """Return a page that somebody has open, in a browser of its own."""
        page = self.visitor(handle, scripts=scripts).new_page()
        page.goto(path)
        return page

    def _state_of(self, handle: str) -> StorageState:
        if handle not in self.signed_in:
            with self.visitor() as context:
                sign_in(context.new_page(), handle)
                self.signed_in[handle] = context.storage_state()
        return self.signed_in[handle]


def sign_in(page: Page, handle: str) -> None:
    """Sign in as people do."""
    page.goto("/compte/login/")
    page.fill("#id_login", address_of(handle))
    page.fill("#id_password", PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url(lambda address: "/compte/login" not in address)


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    if CHROMIUM is None:
        if os.environ.get("TOCTOC_BROWSER") == "required":
            pytest.fail(ABSENT)
        pytest.skip(ABSENT)
    folder = tmp_path_factory.mktemp("house")
    furnished = subprocess.run(
        [sys.executable, "-c", FURNISH],
        cwd=ROOT,
        env=variables(folder, DJANGO_SETTINGS_MODULE="toctoc.config.settings"),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE * 2,
    )
    assert furnished.returncode == 0, furnished.stderr
    with listening() as identity, sync_playwright() as player:
        (folder / "toctoc.env").write_text(identity.lines(), encoding="utf-8")
        server = Serving(folder)
        browser = player.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield House(server, browser, json.loads(furnished.stdout), identity)
        browser.close()
        server.end()


@pytest.fixture(scope="package")
def sights(house: House) -> list[Sight]:
    """What was seen on every page, visited once."""
    return tour_of(house)
