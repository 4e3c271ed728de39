"""A voice note on a telephone: spoken, joined, posted, heard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import CHROMIUM, QUIET, House

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# A microphone that hums, and a person who always says yes.
FAKE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
# Points across the smallest telephone we promise.
PHONE = 360


@pytest.fixture
def telephone(house: House) -> Iterator[House]:
    browser: Browser = house.browser.browser_type.launch(executable_path=CHROMIUM, args=[*QUIET, *FAKE])
    yield House(house.server, browser, house.ids, house.identity, house.signed_in)
    browser.close()


def test_a_voice_note_is_recorded_joined_posted_and_played(telephone: House) -> None:
    page = telephone.page("ruisseau", "/messages/nouveau")
    page.set_viewport_size({"width": PHONE, "height": 740})
    page.locator("#texte").fill("Je préfère le dire de vive voix.")
    page.get_by_text("Image, voix, film ou document").click()
    begin = page.get_by_role("button", name="Enregistrer un message vocal")
    begin.click()
    expect(page.get_by_text("Enregistrement en cours")).to_be_visible()
    expect(page.locator("[data-recorder-timer]")).to_have_text("0:02", timeout=10_000)
    page.get_by_role("button", name="Arrêter et joindre").click()
    expect(page.get_by_text("Message vocal joint.")).to_be_visible()
    expect(begin).to_be_focused()
    player = page.locator(".joined-line audio")
    expect(player).to_be_visible(timeout=30_000)
    page.get_by_label("Ce qui est dit, pour qui n’entend pas").fill("Un bourdonnement.")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    page.get_by_role("main").get_by_role("button", name="Publier").last.click()
    page.wait_for_url(re.compile(r"/messages/[0-9]+"))
    card = page.locator("article.card .joined")
    expect(card.get_by_text("Message vocal, 0:0")).to_be_visible()
    lasting = card.locator("audio").evaluate(
        """async (player) => { player.muted = true; await player.play();
        await new Promise((done) => player.addEventListener("timeupdate", done, { once: true }));
        return [player.duration, player.error]; }"""
    )
    assert lasting[1] is None
    assert 1 < lasting[0] < 30
    card.get_by_text("Lire ce qui est dit").click()
    expect(card.get_by_text("Un bourdonnement.")).to_be_visible()


def test_an_abandoned_recording_is_sent_nowhere(telephone: House) -> None:
    page = telephone.page("ruisseau", "/messages/nouveau")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_text("Image, voix, film ou document").click()
    page.get_by_role("button", name="Enregistrer un message vocal").click()
    page.get_by_role("button", name="Abandonner").click()
    expect(page.get_by_text("Enregistrement abandonné.")).to_be_visible()
    assert not [url for url in sent if "/fichiers" in url]
    assert page.locator(".joined-line").count() == 0


def test_without_a_script_the_field_joins_files_with_the_form(telephone: House) -> None:
    from tests.media.made import photograph

    page = telephone.page("ruisseau", "/messages/nouveau", scripts=False)
    page.locator("#texte").fill("Une image, sans script.")
    page.get_by_text("Image, voix, film ou document").click()
    assert not page.get_by_role("button", name="Enregistrer un message vocal").is_visible()
    photo = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    page.locator("#fichiers").set_input_files(photo)  # type: ignore[arg-type]
    page.get_by_role("button", name="Joindre", exact=True).click()
    page.get_by_label("Ce qu’on y voit, pour qui ne voit pas").fill("Un dégradé.")
    expect(page.locator("#texte")).to_have_value("Une image, sans script.")
    page.get_by_role("main").get_by_role("button", name="Publier").last.click()
    page.wait_for_url(re.compile(r"/messages/[0-9]+"))
    for _ in range(20):
        if page.locator("img[alt='Un dégradé.']").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    picture = page.locator("img[alt='Un dégradé.']")
    assert picture.evaluate("(image) => image.complete && image.naturalWidth") == 300
