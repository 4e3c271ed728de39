"""A profession proved by Pro Santé Connect, between a real browser, the real program and a provider that answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser.test_journey import answer, fill_in_question, knock
from tests.browser.tour import AXE
from tests.traces import rows_of
from toctoc.proofs.paths.pro_sante_connect.provider.people import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.conftest import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WARNING = "Fournisseur de démonstration — personnes fictives"
QUESTION = "Entre confrères : bulles tendues chez une femme de 80 ans, quel corticoïde d’abord ?"


@pytest.fixture(autouse=True)
def _tidy(house: House) -> Iterator[None]:
    yield
    for context in list(house.browser.contexts):
        context.close()


def looked_at(page: Page) -> str:
    """Return what a page holds, once axe and the width of a small phone had nothing to say."""
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(AXE) == [], page.url
    return f"{page.url}\n{page.content()}"


def leave(page: Page, house: House) -> list[str]:
    """Go from the list of ways to the provider's page; return what was shown on the way."""
    page.goto("/preuves")
    shown = [looked_at(page)]
    page.get_by_role("link", name="Prouver avec Pro Santé Connect").click()
    page.wait_for_url("**/preuves/pro-sante-connect/")
    shown.append(looked_at(page))
    page.get_by_role("main").get_by_role("button", name="Continuer vers Pro Santé Connect").click()
    page.wait_for_url(f"{house.identity.issuer}/authorize?**")
    expect(page.get_by_role("banner")).to_have_text(WARNING)
    return [*shown, looked_at(page)]


def test_an_unproved_person_proves_sees_and_answers(house: House) -> None:
    asking = house.page("ruisseau", "/")
    fill_in_question(asking, QUESTION)
    number = knock(asking)
    someone = PEOPLE["dermatologue"]
    page = house.page("lanterne", "/")
    refused = page.goto(f"/questions/{number}")
    assert refused is not None
    assert refused.status == 404
    assert "bulles tendues" not in page.content()

    shown = leave(page, house)
    page.get_by_role("button", name=someone.family_name).click()
    page.wait_for_url(f"{house.origin}/preuves")
    expect(page.get_by_role("status").first).to_have_text("Votre profession est prouvée.")
    shown.append(looked_at(page))

    page.goto(f"/questions/{number}")
    expect(page.locator("main")).to_contain_text("bulles tendues")
    answer(page, "Un dermocorticoïde très fort, avant tout.")
    mine = page.locator("article").filter(has_text="dermocorticoïde très fort")
    expect(mine).to_contain_text("vérifié par Pro Santé Connect")
    shown.append(looked_at(page))
    mine.get_by_role("link", name=re.compile("vérifié par Pro Santé Connect")).click()
    page.wait_for_url("**/@lanterne/preuve")
    expect(page.locator("main")).to_contain_text("Médecin, dermatologie")
    shown.append(looked_at(page))
    asking.reload()
    expect(asking.locator("main")).to_contain_text("vérifié par Pro Santé Connect")

    kept = "\n".join([rows_of(house.server.folder), house.server.written(), *shown[:2], *shown[3:], asking.content()])
    assert "bulles tendues" in kept
    assert "/preuves/pro-sante-connect/retour" in kept
    for secret in (someone.identifier, someone.identifier[1:], someone.family_name, "CABINET FICTIF"):
        assert secret not in kept
    assert someone.identifier[1:] not in shown[2]


def test_without_any_script_one_of_two_professions_is_chosen(house: House) -> None:
    page = house.page("tilleul", "/", scripts=False)
    page.goto("/preuves/pro-sante-connect/")
    page.get_by_role("main").get_by_role("button", name="Continuer vers Pro Santé Connect").click()
    page.wait_for_url(f"{house.identity.issuer}/authorize?**")
    page.get_by_role("button", name="Renoncer").click()
    expect(page.locator("main")).to_contain_text("n’est pas allée au bout")
    page.get_by_role("link", name="Recommencer").click()
    page.get_by_role("main").get_by_role("button", name="Continuer vers Pro Santé Connect").click()
    page.wait_for_url(f"{house.identity.issuer}/authorize?**")
    page.get_by_role("button", name="deux professions").click()
    page.wait_for_url("**/preuves/pro-sante-connect/choisir")
    page.get_by_role("main").get_by_role("button", name="Prouver cette profession").click()
    page.get_by_role("radio", name="Sage-femme").check()
    page.get_by_role("main").get_by_role("button", name="Prouver cette profession").click()
    page.wait_for_url(f"{house.origin}/preuves")
    expect(page.locator("main")).to_contain_text("Sage-femme")


def test_what_goes_wrong_is_a_page_that_anybody_can_read(house: House) -> None:
    page = house.page("dehors", "/")
    leave(page, house)
    page.get_by_role("button", name="sans exercice connu").click()
    expect(page.locator("main")).to_contain_text("Il n’y a donc pas de preuve.")
    looked_at(page)
    leave(page, house)
    page.get_by_role("button", name="deux professions").click()
    page.wait_for_url("**/preuves/pro-sante-connect/choisir")
    looked_at(page)
