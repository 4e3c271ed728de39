"""A private conversation between two real browsers: asked, accepted, answered, shown without any reload."""

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


@pytest.fixture(autouse=True)
def _tidy(house: House) -> Iterator[None]:
    yield
    for context in list(house.browser.contexts):
        context.close()


def begin(page: Page, to: str, text: str) -> str:
    """Write a first message and return the path of the conversation."""
    page.goto(f"/conversations/nouvelle?a={to}")
    page.fill("textarea[name=text]", text)
    page.get_by_role("main").get_by_role("button", name="Envoyer").last.click()
    page.wait_for_url(re.compile(r"/conversations/\d+"))
    return re.sub(r"^https?://[^/]+|#.*$", "", page.url)


def say(page: Page, text: str) -> None:
    """Write in the conversation that is open."""
    page.fill("textarea[name=text]", text)
    page.get_by_role("main").get_by_role("button", name="Envoyer").last.click()
    expect(page.locator(".bubbles")).to_contain_text(text)


def test_a_request_is_accepted_and_answers_arrive_by_themselves(house: House) -> None:
    patient, doctor = house.page("avril", "/conversations"), house.page("carrelet", "/conversations")
    path = begin(patient, "carrelet", "Bonjour, avez-vous un moment ?")
    doctor.goto("/conversations/demandes")
    doctor.get_by_text("Avril").click()
    doctor.get_by_role("button", name="Accepter").click()
    expect(doctor.get_by_role("button", name="Envoyer").last).to_be_visible()
    # Since the patient stays on the page, nothing of it is loaded again.
    patient.evaluate("window.same = true")
    say(doctor, "Oui, à quatorze heures.")
    say(doctor, "Ou demain matin.")
    expect(patient.locator(".bubbles")).to_contain_text("Oui, à quatorze heures.")
    expect(patient.locator(".bubbles")).to_contain_text("Ou demain matin.")
    assert patient.locator(".bubble").count() == 3
    assert patient.evaluate("window.same") is True
    # The open page says what it read.
    patient.wait_for_timeout(1_500)
    other = house.page("avril", "/conversations")
    expect(other.locator(".talks .new")).to_have_count(0)
    assert path in other.content()
    assert patient.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_same_journey_needs_no_script(house: House) -> None:
    one, other = (house.page(name, "/conversations", scripts=False) for name in ("ruisseau", "plumier"))
    path = begin(one, "plumier", "Bonjour, une question de dosage.")
    other.goto(path)
    other.get_by_role("button", name="Accepter").click()
    say(other, "Je vous écoute.")
    one.goto(path)
    expect(one.locator(".bubbles")).to_contain_text("Je vous écoute.")
    one.get_by_role("button", name="Marquer comme lu").click()
    expect(one.get_by_role("button", name="Marquer comme lu")).to_have_count(0)
