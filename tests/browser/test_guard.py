"""A professional writes a case: three passages are underlined, masked, two questions answered, and it goes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_journey import answer_closing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page, Route

    from tests.browser.conftest import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CASE = "Une patiente, Mme Solenn Kerguelen, opérée le 12 mars 2026 à Bessines, a de la fièvre. Que feriez-vous ?"
HIDDEN = ("Kerguelen", "12 mars", "Bessines")
ASK = "/questions/poser"


@pytest.fixture(autouse=True)
def _tidy(house: House) -> Iterator[None]:
    yield
    for context in list(house.browser.contexts):
        context.close()


def chosen(page: Page) -> None:
    page.get_by_role("checkbox", name="Médicament", exact=True).check()


def asked(page: Page) -> str:
    """Return the question that was sent, as its page shows it."""
    page.wait_for_url(re.compile(r"/questions/\d+$"))
    return page.inner_text("main")


@pytest.mark.parametrize("width", [360, 1280])
def test_three_underlines_three_masks_and_it_goes(house: House, width: int) -> None:
    page = house.page("ruisseau", ASK)
    page.set_viewport_size({"width": width, "height": 800})
    page.fill("#texte", CASE)
    marks = page.locator(".sheet mark[data-level=mask], .sheet mark[data-level=block]")
    expect(marks).to_have_count(3)
    assert all(word in " ".join(marks.all_inner_texts()) for word in HIDDEN)
    # The line stays under its word while one goes on typing.
    page.locator("#texte").press("Control+Home")
    page.locator("#texte").press_sequentially("Bonjour. ")
    assert all(word in " ".join(marks.all_inner_texts()) for word in HIDDEN)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    answer_closing(page)
    chosen(page)
    page.get_by_role("button", name="Masquer et envoyer").click()
    said = asked(page)
    assert not any(word in said for word in HIDDEN)
    assert "une commune des Deux-Sèvres" in said


def test_what_is_typed_while_the_server_reads_moves_the_lines_it_answers(house: House) -> None:
    page = house.page("ruisseau", ASK)

    def late(route: Route) -> None:
        page.evaluate("""() => {
          const field = document.querySelector("#texte");
          field.setRangeText("Bonjour. ", 0, 0, "end");
        }""")
        route.continue_()

    page.route("**/relire*", late, times=1)
    page.fill("#texte", CASE)
    marks = page.locator(".sheet mark")
    expect(marks).to_have_count(3)
    assert [any(word in mark for word in HIDDEN) for mark in marks.all_inner_texts()] == [True] * 3


def test_a_line_stands_under_its_own_word(house: House) -> None:
    page = house.page("ruisseau", ASK)
    page.set_viewport_size({"width": 360, "height": 800})
    page.fill("#texte", CASE)
    expect(page.locator(".sheet mark")).to_have_count(3)
    # The sheet without its marks is the text as the field breaks it.
    shifts = page.evaluate("""() => {
      const sheet = document.querySelector(".sheet"), plain = sheet.cloneNode(false);
      plain.textContent = sheet.textContent;
      sheet.after(plain);
      const text = plain.firstChild, range = document.createRange();
      return [...document.querySelectorAll("#relu [data-from]")].map(({ dataset }, n) => {
        range.setStart(text, dataset.from);
        range.setEnd(text, dataset.to);
        const [one, other] = [range.getClientRects()[0], sheet.querySelectorAll("mark")[n].getClientRects()[0]];
        return Math.abs(one.left - other.left) + Math.abs(one.top - other.top);
      });
    }""")
    assert max(shifts) < 1


def test_words_are_kept_for_a_reason_and_taken_back(house: House) -> None:
    page = house.page("ruisseau", ASK)
    page.fill("#texte", "Le congrès a lieu à Bessines cette année. Qui va à Bessines ?")
    fate = page.get_by_label(re.compile("^Que faire de .*Bessines"))
    # Said twice, it is listed once and underlined twice.
    expect(fate).to_have_count(1)
    expect(page.locator(".sheet mark")).to_have_count(2)
    expect(fate).to_have_value("")
    fate.select_option(label="c’est public")
    # What was chosen outlives the next reading, and may be undone.
    page.locator("#texte").press("End")
    page.locator("#texte").press_sequentially(" Et vous ?")
    expect(page.locator(".sheet mark")).to_have_count(0)
    expect(fate).to_have_value(re.compile(r"^public\|"))
    fate.select_option(label="Masquer")
    page.locator("#texte").press_sequentially(" Dites.")
    expect(page.locator(".sheet mark")).to_have_count(2)
    fate.select_option(label="c’est public")
    chosen(page)
    page.get_by_role("main").get_by_role("button", name="Frapper").last.click()
    assert "Bessines" in asked(page)


def test_one_tap_masks_in_place_and_is_taken_back(house: House) -> None:
    page = house.page("ruisseau", ASK)
    page.fill("#texte", "Le congrès a lieu à Bessines. Qui va à Bessines ?")
    expect(page.locator("#relu-dit")).to_have_text("Un passage pourrait faire reconnaître quelqu’un.")
    page.evaluate("window.sameDocument = true")
    page.get_by_role("button", name=re.compile("^Masquer Bessines")).click()
    expect(page.locator("#texte")).not_to_have_value(re.compile("Bessines"))
    expect(page.locator(".sheet mark")).to_have_count(0)
    back = page.get_by_role("button", name="Remettre ce que j’avais écrit")
    expect(back).to_be_focused()
    expect(page.locator("#relu-dit")).to_have_text("Passage masqué.")
    back.press("Enter")
    expect(page.locator("#texte")).to_have_value("Le congrès a lieu à Bessines. Qui va à Bessines ?")
    expect(page.locator("#texte")).to_be_focused()
    assert page.evaluate("window.sameDocument")


def test_without_a_script_the_second_step_masks_and_asks(house: House) -> None:
    context = house.visitor("ruisseau", scripts=False)
    page = context.new_page()
    page.goto(ASK)
    page.fill("#texte", CASE)
    chosen(page)
    page.get_by_role("main").get_by_role("button", name="Frapper").last.click()
    expect(page.get_by_role("heading", name="3 passages pourraient faire reconnaître quelqu’un")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Masquer .*Kerguelen")).click()
    expect(page.get_by_role("heading", name="2 passages pourraient faire reconnaître quelqu’un")).to_be_visible()
    page.get_by_role("button", name="Masquer et envoyer").click()
    questions = page.locator("#deux-questions")
    questions.locator("input[name=reconnaissable][value=no]").check()
    questions.locator("input[name=accord][value=not_asked]").check()
    page.get_by_role("main").get_by_role("button", name="Frapper").last.click()
    said = asked(page)
    assert not any(word in said for word in HIDDEN)


def test_emergency_words_show_the_way_while_one_writes_and_on_the_page(house: House) -> None:
    page = house.page("avril", "/messages/nouveau")
    page.fill("#texte", "Je n’en peux plus, je veux mourir ce soir.")
    expect(page.locator("#relu").get_by_role("link", name="3114")).to_be_visible()
    page.locator("input[name=audience][value=public]").check()
    page.get_by_role("main").get_by_role("button", name="Publier").last.click()
    page.wait_for_url(re.compile(r"/messages/\d+"))
    expect(page.get_by_role("link", name="3114").first).to_be_visible()
