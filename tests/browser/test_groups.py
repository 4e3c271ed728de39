"""A patient joins a group, is welcomed, tells what they live; on a phone's screen, in real browsers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.conftest import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HELLO = "Bonjour, on vient de me dire que j’ai un lupus. Par où commencer ?"
WELCOME = "Bienvenue. Commencez par dormir, le reste attend."
LIVED = "Six mois après : la fatigue, et ce qui l’a calmée."


@pytest.fixture(autouse=True)
def _tidy(house: House) -> Iterator[None]:
    yield
    for context in list(house.browser.contexts):
        context.close()


def make_group(page: Page, name: str) -> str:
    """Make a group by its form, and return its path."""
    page.goto("/groupes/nouveau")
    page.get_by_label("Nom du groupe").fill(name)
    page.get_by_label("Présentation").fill("Pour qui vit avec un lupus.")
    page.get_by_label("Le sujet en quelques mots").fill("Lupus")
    page.get_by_label("Mot de bienvenue").fill("Prenez votre temps.")
    page.get_by_role("main").get_by_role("button", name="Créer le groupe").last.click()
    page.wait_for_url(re.compile(r"/groupes/[a-z0-9_]+$"))
    return "/" + page.url.partition("://")[2].partition("/")[2]


def write(page: Page, text: str, button: str) -> None:
    page.fill("textarea[name=text]", text)
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=button).last.click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_patient_joins_is_welcomed_and_tells_what_they_live(house: House, *, scripts: bool) -> None:
    name = f"Vivre avec un lupus {'un' if scripts else 'deux'}"
    founder = house.page("plumier", "/", scripts=scripts)
    address = make_group(founder, name)
    host = house.page("ruisseau", address, scripts=scripts)
    host.get_by_role("button", name="Entrer dans le groupe").click()
    host.get_by_role("button", name="Accueillir les nouveaux").click()
    expect(host.get_by_role("button", name="Ne plus accueillir")).to_be_visible()

    patient = house.page("avril", "/groupes", scripts=scripts)
    patient.get_by_role("link", name=name).click()
    patient.get_by_role("button", name="Entrer dans le groupe").click()
    expect(patient.locator("#bienvenue")).to_contain_text("Prenez votre temps.")
    patient.get_by_role("link", name="Écrire au groupe").click()
    expect(patient.locator("input[name=audience]:checked")).to_have_value(re.compile(r"^group:\d+$"))
    write(patient, HELLO, "Publier")
    patient.wait_for_url(re.compile(r"/messages/\d+$"))
    first = patient.url

    host.goto("/avis")
    expect(host.locator("main")).to_contain_text("attend un mot de bienvenue")
    host.goto(first)
    write(host, WELCOME, "Envoyer la réponse")
    expect(host.locator("main")).to_contain_text(WELCOME)
    patient.goto(first)
    expect(patient.locator("main")).to_contain_text(WELCOME)

    patient.goto(address)
    patient.get_by_role("link", name="Raconter ce que vous vivez").click()
    patient.get_by_label("Ce qui m’a aidé", exact=True).fill("Une sieste courte, toujours à la même heure.")
    write(patient, LIVED, "Publier")
    patient.wait_for_url(re.compile(r"/messages/\d+$"))
    patient.goto(address)
    expect(patient.locator("main")).to_contain_text(LIVED)
    founder.goto(address)
    expect(founder.locator("aside")).to_contain_text("Délai médian avant une première réponse")

    outside = house.page("dehors", address, scripts=scripts)
    expect(outside.locator("main")).to_contain_text("Pour qui vit avec un lupus.")
    expect(outside.locator("main")).not_to_contain_text("lupus. Par où")
    answered = outside.goto(first)
    assert answered is not None
    assert answered.status == 404
