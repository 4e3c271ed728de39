"""A question's whole trip between real browsers and the real program."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import sign_in
from tests.config.program import has_ended
from toctoc.privacy.rules.patients import speaks_of_patient

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Page

    from tests.browser.conftest import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# From the click to the other person's screen.
SOON = 2.0
QUESTION = (
    "Homme de 58 ans, AVK pour fibrillation auriculaire ; INR à 5,2 sans saignement. Vous sautez une prise ou vous "
    "donnez de la vitamine K ?"
)
ANSWER = "Sans saignement, je saute **une** prise, puis je contrôle l’INR le lendemain. Pas de vitamine K avant 10."
OUTCOME = "Une prise sautée, INR à 2,8 le lendemain. Merci."
# Resolves when the words are on the page, which is not asked before or after: no reload, no polling from here.
WATCH = """words => { window.shown = new Promise((done, late) => {
  const has = () => document.querySelector("main").innerText.includes(words);
  const look = () => { if (has()) { watch.disconnect(); done(Date.now()); } };
  const watch = new MutationObserver(look);
  watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  setTimeout(() => late(new Error("never shown: " + words)), 12000);
  look();
}); window.shown.catch(() => {}); window.same = true; }"""


@dataclass
class Watched:
    """An open page that waits for words."""

    page: Page
    words: str

    def __post_init__(self) -> None:
        assert self.words not in self.page.inner_text("main")
        self.page.evaluate(WATCH, self.words)
        self.began = time.time()

    def seconds(self) -> float:
        """Return how long after this was made the words were shown."""
        seen: float = self.page.evaluate("window.shown")
        assert self.page.evaluate("window.same") is True
        return seen / 1000 - self.began


@pytest.fixture(autouse=True)
def _tidy(house: House) -> Iterator[None]:
    yield
    for context in list(house.browser.contexts):
        context.close()


def fill_in_question(page: Page, text: str, audience: str = "professionals") -> None:
    page.goto("/questions/poser")
    page.fill("textarea[name=text]", text)
    page.get_by_role("checkbox", name="Médicament", exact=True).check()
    page.locator("input[name=urgency][value=now]").check()
    page.locator(f"input[name=audience][value={audience}]").check()
    if speaks_of_patient(text):
        answer_closing(page)


def answer_closing(page: Page) -> None:
    """Answer the two questions that come up while a professional tells of a patient."""
    questions = page.locator("#deux-questions")
    questions.wait_for()
    questions.locator("input[name=reconnaissable][value=no]").check()
    questions.locator("input[name=accord][value=yes]").check()


def knock(page: Page) -> int:
    """Send the question and return its id."""
    page.get_by_role("main").get_by_role("button", name="Frapper").last.click()
    page.wait_for_url(re.compile(r"/questions/\d+$"))
    return int(page.url.rpartition("/")[2])


def answer(page: Page, text: str) -> None:
    page.fill("textarea[name=text]", text)
    page.get_by_role("main").get_by_role("button", name="Envoyer la réponse").last.click()


def close(page: Page, outcome: str) -> None:
    page.get_by_text("Fermer la question en disant").click()
    page.fill("textarea[name=outcome]", outcome)
    page.get_by_role("button", name="Fermer la question").click()


def test_a_question_is_seen_answered_and_closed_without_any_reload(house: House) -> None:
    asker, peer = (signed_in(house, name) for name in ("ruisseau", "carrelet"))
    asking = asker.new_page()
    open_pages = [peer.new_page() for _ in range(2)]
    for page, path in zip(open_pages, ("/", "/questions"), strict=True):
        page.goto(path)
    fill_in_question(asking, QUESTION)
    watched = [Watched(page, "INR à 5,2 sans saignement") for page in open_pages]
    number = knock(asking)
    took = {"home": watched[0].seconds(), "list": watched[1].seconds()}

    answering = open_pages[1]
    answering.locator(f"#p{number} .gesture").first.click()
    answering.wait_for_url(re.compile(rf"/questions/{number}"))
    seen = Watched(asking, "je saute une prise")
    answer(answering, ANSWER)
    took["answer"] = seen.seconds()
    expect(asking.locator("main")).to_contain_text("1 réponse")

    expect(answering.locator("main")).to_contain_text("je saute une prise")
    told = Watched(answering, OUTCOME)
    close(asking, OUTCOME)
    took["outcome"] = told.seconds()
    expect(answering.locator(f"#p{number} .state.closed")).to_be_visible()
    expect(answering.locator("#historique")).to_contain_text("Ruisseau")
    sys.stdout.write(f"seconds until seen: {json.dumps(took)}\n")
    assert max(took.values()) < SOON, took


def test_the_same_journey_needs_no_script(house: House) -> None:
    asking, peering = (house.page(name, "/", scripts=False) for name in ("ruisseau", "carrelet"))
    text = "Faut-il relayer par héparine un AVK avant une extraction de deux molaires ?"
    fill_in_question(asking, text)
    number = knock(asking)
    for path in ("/questions", "/"):
        peering.goto(path)
        expect(peering.locator(f"#p{number}")).to_contain_text("deux molaires")
    peering.goto(f"/questions/{number}")
    answer(peering, ANSWER)
    expect(peering.locator("main")).to_contain_text("je saute une prise")
    asking.reload()
    expect(asking.locator("main")).to_contain_text("je saute une prise")
    close(asking, OUTCOME)
    expect(asking.locator(".outcome")).to_contain_text(OUTCOME)
    peering.reload()
    expect(peering.locator(".outcome")).to_contain_text(OUTCOME)
    peering.goto("/avis")
    expect(peering.locator("main")).to_contain_text("Ruisseau")


def test_an_outsider_hears_and_finds_nothing_of_it(house: House) -> None:
    outside = house.page("dehors", "/questions")
    heard: list[str] = []
    devtools = outside.context.new_cdp_session(outside)
    devtools.send("Network.enable")
    devtools.on("Network.eventSourceMessageReceived", lambda event: heard.append(event["data"]))
    outside.reload()
    asking = house.page("ruisseau", "/")
    fill_in_question(asking, "Entre nous : qui a vu une hépatite sous ce traitement ?")
    secret = knock(asking)
    fill_in_question(asking, "Pour tous : faut-il arrêter le café la veille ?", audience="public")
    number = knock(asking)
    # Events come in order: whoever was shown the second was not told of the first.
    expect(outside.locator(f"#p{number}")).to_contain_text("Pour tous")
    expect(outside.locator(f"#p{secret}")).to_have_count(0)
    assert any(str(number) in line for line in heard)
    assert not any(str(secret) in line for line in heard)
    for path in (f"/questions/{secret}", f"/messages/{secret}", f"/messages/{secret}/carte"):
        answered = outside.goto(path)
        assert answered is not None
        assert answered.status == 404, path
        assert "hépatite" not in outside.content()


def test_killed_processes_come_back_and_the_page_hears_what_it_missed(house: House) -> None:
    peering = house.page("carrelet", "/questions")
    asking = house.page("ruisseau", "/")
    fill_in_question(asking, "Avant la panne : quelle dose de départ ?", audience="public")
    number = knock(asking)
    expect(peering.locator(f"#p{number}")).to_contain_text("Avant la panne")
    peering.evaluate("window.same = true")
    fill_in_question(asking, "Pendant la panne : quelle surveillance ?")
    for kind in ("worker", "stream"):
        process = house.server.pid_of(kind)
        os.kill(process, signal.SIGKILL)
        assert has_ended(process)
    number = knock(asking)
    expect(peering.locator(f"#p{number}")).to_contain_text("Pendant la panne")
    assert peering.evaluate("window.same") is True
    # The second question is heard as before: the page kept listening.
    fill_in_question(asking, "Après la panne : combien de temps ?")
    seen = Watched(peering, "Après la panne")
    knock(asking)
    assert seen.seconds() < SOON


def test_two_tabs_do_not_overwrite_each_other_and_nothing_typed_is_lost(house: House) -> None:
    first = house.page("ruisseau", "/messages/nouveau")
    first.fill("textarea[name=text]", "Une pommade suffit.")
    first.get_by_role("main").get_by_role("button", name="Publier").last.click()
    first.wait_for_url(re.compile(r"/messages/\d+$"))
    address = first.url
    second = first.context.new_page()
    for tab in (first, second):
        tab.goto(f"{address}/modifier")
    for tab, text in ((first, "Une pommade suffit, dit le premier onglet."), (second, "Dit le second onglet.")):
        tab.fill("textarea[name=text]", text)
        tab.get_by_role("main").get_by_role("button", name="Enregistrer").last.click()
        tab.wait_for_load_state()
    expect(second.locator("main")).to_contain_text("Une pommade suffit, dit le premier onglet.")
    expect(second.locator("textarea[name=text]")).to_have_value("Dit le second onglet.")
    second.get_by_role("main").get_by_role("button", name="Enregistrer").last.click()
    expect(second.locator("main article .text").first).to_have_text("Dit le second onglet.")


def test_a_double_click_sends_once(house: House) -> None:
    page = house.page("plumier", "/messages/nouveau")
    page.fill("textarea[name=text]", "Rupture de stock de la pommade, qui en a ?")
    page.get_by_role("main").get_by_role("button", name="Publier").last.dblclick()
    page.wait_for_url(re.compile(r"/messages/\d+$"))
    page.goto("/@plumier")
    expect(page.locator("main article.card").filter(has_text="Rupture de stock")).to_have_count(1)


def signed_in(house: House, handle: str) -> BrowserContext:
    """Return the browser of somebody who has just signed in."""
    context = house.visitor()
    page = context.new_page()
    sign_in(page, handle)
    page.close()
    return context
