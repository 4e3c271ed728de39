"""A photograph with a label: masked, checked, masked once more by hand with the keyboard, sent."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.media.made import LABELLED, TATTOO, WORDS, hidden, labelled

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# Points across the smallest telephone we promise.
PHONE = 360


def stored(house: House) -> Image.Image:
    """Return the newest picture of the store, as its bytes rest on the disk."""
    copies = sorted(house.server.folder.glob("media/??/*/image"), key=lambda place: place.stat().st_mtime)
    return Image.open(copies[-1]).convert("RGB")


def pixels_of(house: House) -> set[str]:
    """Return the names of what rests sealed below masks."""
    return {place.name for place in (house.server.folder / "quarantine").glob("*-pixels")}


def joined(page: Page, text: str) -> None:
    page.locator("#texte").fill(text)
    page.get_by_text("Image, voix, film ou document").click()
    photo = {"name": "IMG_2031.jpg", "mimeType": "image/jpeg", "buffer": labelled()}
    page.locator("#fichiers").set_input_files(photo)  # type: ignore[arg-type]


def test_a_label_is_masked_and_a_tattoo_with_the_keyboard(house: House) -> None:
    before = pixels_of(house)
    page = house.page("ruisseau", "/questions/poser")
    page.set_viewport_size({"width": PHONE, "height": 740})
    joined(page, "Que montre cette lésion du bras ?")
    check = page.get_by_role("link", name="Vérifier les masques")
    expect(check).to_be_visible(timeout=60_000)
    expect(page.get_by_text(re.compile("masques? posés? sur cette image"))).to_be_visible()
    with page.expect_popup() as opened:
        check.click()
    editor = opened.value
    editor.set_viewport_size({"width": PHONE, "height": 740})
    masks = editor.locator("svg.sheet polygon")
    expect(masks.first).to_have_attribute("aria-label", re.compile("Masque 1, texte"))
    count = masks.count()
    assert editor.evaluate("document.documentElement.scrollWidth") <= PHONE
    # With the keyboard alone, from the first mask on.
    masks.first.focus()
    editor.keyboard.press("n")
    expect(editor.get_by_text("Masque ajouté.")).to_be_visible()
    expect(masks).to_have_count(count + 1)
    mine = editor.locator("svg.sheet polygon:focus")
    expect(mine).to_have_attribute("aria-label", re.compile("posé à la main, à 50 % de la gauche, 50 % du haut"))
    for key, times in (("ArrowLeft", 28), ("ArrowDown", 23), ("Shift+ArrowLeft", 6), ("Shift+ArrowUp", 2)):
        for _ in range(times):
            editor.keyboard.press(key)
    expect(mine).to_have_attribute(
        "aria-label", re.compile("à 22 % de la gauche, 73 % du haut, large de 14 %, haut de 18 %")
    )
    editor.get_by_role("button", name="Enregistrer les masques").press("Enter")
    expect(editor.get_by_text(re.compile(f"{count + 1} masques posés"))).to_be_visible(timeout=60_000)
    editor.close()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.get_by_text(re.compile(f"{count + 1} masques posés"))).to_be_visible(timeout=60_000)
    page.locator("input[name=topics]:visible").first.check()
    page.get_by_role("main").get_by_role("button", name="Frapper").last.click()
    page.wait_for_url(re.compile(r"/questions/[0-9]+"))
    expect(page.locator("article.card .joined img")).to_be_visible(timeout=60_000)
    picture = stored(house)
    assert picture.size == LABELLED
    assert hidden(picture, WORDS) > 0.8
    assert hidden(picture, TATTOO) == 1
    assert hidden(picture, (700, 500, 1100, 850)) == 0
    for _ in range(30):
        if pixels_of(house) <= before:
            break
        page.wait_for_timeout(500)
    assert pixels_of(house) <= before


def test_a_pointer_moves_and_resizes_and_what_was_taken_off_comes_back(house: House) -> None:
    page = house.page("ruisseau", "/messages/nouveau")
    joined(page, "Rien de sérieux.")
    check = page.get_by_role("link", name="Vérifier les masques")
    expect(check).to_be_visible(timeout=60_000)
    page.goto(check.get_attribute("href") or "")
    add = page.get_by_role("button", name="Ajouter un masque")
    add.click()
    mine = page.locator("svg.sheet polygon:focus")
    box = mine.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 - 60, box["y"] + box["height"] / 2 + 30, steps=4)
    page.mouse.up()
    moved = mine.bounding_box()
    assert moved is not None
    assert abs(moved["x"] - box["x"] + 60) < 4
    assert abs(moved["y"] - box["y"] - 30) < 4
    corner = page.locator("svg.sheet circle.corner").bounding_box()
    assert corner is not None
    assert corner["width"] >= 43
    at = (corner["x"] + corner["width"] / 2, corner["y"] + corner["height"] / 2)
    page.mouse.move(*at)
    page.mouse.down()
    page.mouse.move(at[0] + 40, at[1] + 50, steps=4)
    page.mouse.up()
    grown = mine.bounding_box()
    assert grown is not None
    assert abs(grown["width"] - moved["width"] - 40) < 4
    assert abs(grown["x"] - moved["x"]) < 4
    # The same by buttons, for whoever can neither drag nor press arrows.
    mine.press("Enter")
    expect(page.get_by_role("button", name="Vers la gauche")).to_be_focused()
    width = page.locator("svg.sheet").bounding_box()
    assert width is not None
    page.get_by_role("button", name="Vers la droite").click()
    page.get_by_role("button", name="Plus de largeur").click()
    page.locator("svg.sheet polygon").last.focus()
    nudged = mine.bounding_box()
    assert nudged is not None
    assert abs(nudged["width"] - grown["width"] - width["width"] * 0.02) < 4
    sent = page.locator("[data-masks-sent]")
    before = json.loads(sent.input_value())
    page.keyboard.press("Delete")
    assert len(json.loads(sent.input_value())) == len(before) - 1
    page.get_by_role("button", name="Remettre le dernier masque retiré").click()
    assert len(json.loads(sent.input_value())) == len(before)


def test_without_a_script_numbers_do_the_same(house: House) -> None:
    page = house.page("ruisseau", "/messages/nouveau", scripts=False)
    joined(page, "Sans script.")
    page.get_by_role("button", name="Joindre", exact=True).click()
    for _ in range(40):
        if page.get_by_role("link", name="Vérifier les masques").count():
            break
        page.wait_for_timeout(1_000)
        page.get_by_role("button", name="Joindre", exact=True).click()
    page.goto(page.get_by_role("link", name="Vérifier les masques").get_attribute("href") or "")
    masks = page.locator("svg.sheet polygon").count()
    fresh = page.get_by_role("group", name="Un masque de plus")
    for name, number in (("Gauche", "22"), ("Haut", "73"), ("Largeur", "14"), ("Hauteur", "18")):
        fresh.get_by_label(name, exact=True).fill(number)
    fresh.get_by_label("Ajouter ce masque").check()
    page.get_by_role("button", name="Voir sans enregistrer").click()
    assert page.locator("svg.sheet polygon").count() == masks + 1
    page.get_by_role("button", name="Enregistrer les masques").click()
    for _ in range(40):
        if page.get_by_text(re.compile(f"{masks + 1} masques? posés?")).count():
            break
        page.wait_for_timeout(1_000)
        page.reload()
    assert hidden(stored(house), TATTOO) == 1
