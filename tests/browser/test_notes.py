"""A professional adds a note to what a patient told; it is shown once people of both kinds found it useful."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.conftest import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SENTENCE = "Trois ans avant un nom sur mes douleurs."
HELPED = "La chaleur, et marcher un peu chaque jour."
NOTE = "L’étude citée porte sur peu de personnes ; elle va dans le même sens."
DOI = "10.5555/12345678"
# Two kinds of raters, at the least that the rule asks for.
PROFESSIONALS, OTHERS = ("carrelet", "plumier", "roseau"), ("dehors", "vigie", "lanterne")


@pytest.fixture(autouse=True)
def _tidy(house: House) -> Iterator[None]:
    yield
    for context in list(house.browser.contexts):
        context.close()


def test_a_note_is_shown_once_both_kinds_found_it_useful(house: House) -> None:
    thread = _told(house)
    _noted(house, thread)
    for handle in PROFESSIONALS:
        _found_useful(house, handle, thread)
    reader = house.page("", thread)
    expect(reader.locator("main")).not_to_contain_text(NOTE)
    for handle in OTHERS:
        _found_useful(house, handle, thread)
    reader.reload()
    beside = reader.get_by_role("region", name="Notes utiles aux uns et aux autres")
    expect(beside).to_contain_text("Ce que dit la référence")
    expect(beside).to_contain_text(NOTE)
    expect(beside.get_by_role("link", name=DOI)).to_have_attribute("href", f"https://doi.org/{DOI}")
    reader.get_by_role("link", name="Pourquoi ces notes paraissent").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Quand une note paraît")
    told = house.page("avril", "/avis")
    expect(told.locator("main")).to_contain_text("éclaire votre message d’une note")


def _told(house: House) -> str:
    """Tell a lived experience on a phone; return the address of its thread."""
    page = house.page("avril", "/vecu/nouveau")
    page.get_by_label("De quoi s’agit-il, en une phrase").fill(SENTENCE)
    page.get_by_label("Ce qui m’a aidé", exact=True).fill(HELPED)
    page.get_by_label("Des mots pour le retrouver").fill("douleur")
    page.locator("input[name=audience][value=public]").check()
    page.get_by_role("button", name="Publier").last.click()
    expect(page.locator("article").first).to_contain_text(HELPED)
    expect(page.locator("article").first).to_contain_text("Vécu")
    return page.url


def _noted(house: House, thread: str) -> None:
    page = house.page("ruisseau", thread)
    page.get_by_role("link", name="Éclairer ce message d’une note").click()
    page.get_by_role("radio", name="ce que dit la référence").check()
    page.get_by_label("Votre note", exact=True).fill(NOTE)
    page.get_by_role("button", name="Proposer la note").last.click()
    expect(page.locator(".error").first).to_contain_text("au moins une référence")
    page.get_by_label("Vos références, une par ligne").fill(f"https://doi.org/{DOI}")
    page.get_by_role("button", name="Proposer la note").last.click()
    expect(page.get_by_role("region", name="Proposées")).to_contain_text(NOTE)


def _found_useful(house: House, handle: str, thread: str) -> None:
    """Say so without a script."""
    page = house.page(handle, f"{thread}/notes", scripts=False)
    page.get_by_role("button", name="Cette note m’est utile").click()
    expect(page.get_by_role("button", name="Cette note m’est utile")).to_have_attribute("aria-pressed", "true")
