"""A notice in a browser: given without an account, decided, contested, decided again by somebody else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WORDS = "Ce que je vis depuis des mois, personne ici ne veut le croire."


def check(page: Page, *, scripts: bool) -> None:
    """Hold a page to the width of a phone, and to axe where scripts run."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
    if scripts:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def write(house: House, *, scripts: bool) -> str:
    """Write the message; return its address."""
    writing = house.page("avril", "/messages/nouveau", scripts=scripts)
    writing.fill("textarea[name=text]", WORDS)
    writing.locator("input[name=audience][value=public]").check()
    writing.locator("main form button.main").last.click()
    writing.wait_for_url(re.compile(r"/messages/\d+$"))
    return writing.url


def give_notice(house: House, address: str, *, scripts: bool) -> Page:
    """Give notice of the message without an account, first with a mistake; return the page that follows it."""
    stranger = house.page("", address, scripts=scripts)
    stranger.get_by_role("link", name="Signaler ce message").first.click()
    expect(stranger.get_by_role("button", name="Envoyer le signalement")).to_be_visible()
    check(stranger, scripts=scripts)
    expect(stranger.locator("main")).to_contain_text(WORDS)
    stranger.get_by_role("button", name="Envoyer le signalement").click()
    expect(stranger.locator("main")).to_contain_text("Dites de quoi il s’agit")
    stranger.get_by_label("De quoi s’agit-il").select_option("respect")
    stranger.get_by_label("Expliquez ce qui ne va pas").fill("Ces mots visent quelqu’un.")
    stranger.get_by_label("Je pense de bonne foi").check()
    stranger.get_by_role("button", name="Envoyer le signalement").click()
    stranger.wait_for_url("**/signaler/suivi/*")
    check(stranger, scripts=scripts)
    return stranger


def decide(house: House, reference: str, *, scripts: bool) -> str:
    """Remove the message, as the first moderator; return the address of the statement of reasons."""
    moderator = house.page("vigie", "/moderation/signalements", scripts=scripts)
    check(moderator, scripts=scripts)
    card = moderator.locator("article", has_text=reference)
    card.get_by_role("link").first.click()
    moderator.get_by_role("button", name="M’en occuper").click()
    expect(moderator.get_by_label("Retirer le message")).to_be_visible()
    check(moderator, scripts=scripts)
    moderator.get_by_label("Retirer le message").check()
    moderator.get_by_label("Fondement", exact=True).select_option("respect")
    moderator.get_by_label("Les faits, et pourquoi").fill("Le message vise une personne.")
    moderator.get_by_role("button", name="Décider", exact=True).click()
    moderator.wait_for_url("**/moderation/decisions/*")
    check(moderator, scripts=scripts)
    return moderator.url


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_notice_is_filed_decided_and_appealed(house: House, *, scripts: bool) -> None:
    address = write(house, scripts=scripts)
    stranger = give_notice(house, address, scripts=scripts)
    reference = re.search(r"S-\w+-\w+-\w+", stranger.inner_text("h1"))
    assert reference is not None
    decision = decide(house, reference[0], scripts=scripts)
    stranger.reload()
    expect(stranger.locator("main")).to_contain_text("Une décision est prise")
    contesting = house.page("avril", decision, scripts=scripts)
    check(contesting, scripts=scripts)
    contesting.get_by_label("Pourquoi vous contestez").fill("Je parle de moi, et de personne d’autre.")
    contesting.get_by_role("button", name="Envoyer le recours").click()
    expect(contesting.locator("main")).to_contain_text("Une autre personne de la modération vous répondra")

    other = house.page("phare", "/moderation/recours", scripts=scripts)
    other.locator("article a").last.click()
    other.get_by_label("Votre réponse").fill("Vous aviez raison : vous parlez de vous.")
    other.get_by_text("Prendre une autre décision").click()
    other.get_by_label("Ne rien changer").check()
    other.get_by_label("Fondement", exact=True).select_option("respect")
    check(other, scripts=scripts)
    other.get_by_role("button", name="Remplacer la décision").click()
    expect(other.locator("body")).to_contain_text("La réponse est partie")
    contesting.goto(address)
    expect(contesting.locator("main")).to_contain_text(WORDS)
