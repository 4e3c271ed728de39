"""A question from the door of peers to a sheet that the next person finds, in real browsers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_journey import answer, answer_closing, close, knock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.conftest import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Seconds until the index of near questions knows what has just been written.
KNOWN = 20
QUESTION = (
    "Femme de 41 ans, zona ophtalmique débutant, photophobie depuis hier. Vous lancez le valaciclovir avant le "
    "dermatologue, ou vous attendez ?"
)
NEARLY = "Zona ophtalmique débutant avec photophobie : lancer le valaciclovir avant l’avis, ou attendre ?"
PLAIN = "Eczéma des paupières sous collyre : arrêter le collyre, ou traiter les paupières d’abord ?"
ANSWERS = {
    "carrelet": "Je lance le valaciclovir tout de suite, et l’ophtalmologiste voit l’œil sous 24 heures.",
    "plumier": "Tout de suite aussi, dose adaptée au rein. Nous en avons en stock.",
    "dehors": "Plutôt attendre l’ophtalmologiste, s’il répond dans l’heure.",
}
OUTCOME = "Valaciclovir le soir même, œil vu le lendemain. Pas de kératite."
SHORT = "Traiter dès le premier jour, puis faire voir l’œil sous 24 heures."


@pytest.fixture(autouse=True)
def _tidy(house: House) -> Iterator[None]:
    yield
    for context in list(house.browser.contexts):
        context.close()


def test_a_question_becomes_a_sheet_that_the_next_asker_is_shown(house: House) -> None:
    peers = {name: house.page(name, "/") for name in ANSWERS}
    asking = house.page("ruisseau", "/questions/poser")
    asking.fill("textarea[name=text]", QUESTION)
    accept_a_topic(asking)
    send_it(asking)
    number = knock(asking)
    expect(asking.locator("#vagues")).to_contain_text("prévenu")
    ask_peers_and_close(asking, peers, number)
    sheet = publish_sheet(asking, peers, number)

    typing = house.page("plumier", "/questions/poser")
    shown = typing.locator("#deja section")
    for _ in range(KNOWN):
        typing.fill("textarea[name=text]", f"{NEARLY} ")
        typing.locator("textarea[name=text]").press_sequentially(" ")
        typing.wait_for_timeout(2_500)
        if shown.locator(f"a[href$='{sheet}']").count():
            break
    expect(shown).to_contain_text("Déjà répondu ?")
    expect(shown.locator(f"a[href$='{sheet}']")).to_be_visible()
    assert typing.url.endswith("/questions/poser")


def test_the_same_steps_need_no_script(house: House) -> None:
    peers = {name: house.page(name, "/", scripts=False) for name in ANSWERS}
    asking = house.page("ruisseau", "/questions/poser", scripts=False)
    asking.fill("textarea[name=text]", PLAIN)
    asking.get_by_role("button", name="Proposer des thèmes").click()
    expect(asking.locator("textarea[name=text]")).to_have_value(PLAIN)
    asking.locator("#proposes button").first.click()
    expect(asking.locator("#sur-quoi input:checked").first).to_be_visible()
    asking.locator("input[name=urgency][value=now]").check()
    asking.locator("input[name=audience][value=public]").check()
    number = knock(asking)
    ask_peers_and_close(asking, peers, number)
    publish_sheet(asking, peers, number)

    # Held back once, with what was typed, and sent at the second tap.
    next_one = house.page("plumier", "/questions/poser", scripts=False)
    next_one.fill("textarea[name=text]", PLAIN)
    next_one.get_by_role("checkbox", name="Traitement", exact=True).check()
    next_one.locator("input[name=urgency][value=now]").check()
    next_one.locator("input[name=audience][value=public]").check()
    next_one.get_by_role("main").get_by_role("button", name="Frapper").last.click()
    expect(next_one.locator("main")).to_contain_text("Votre question n’est pas encore partie")
    expect(next_one.locator("textarea[name=text]")).to_have_value(PLAIN)
    next_one.get_by_role("button", name="Frapper quand même").click()
    next_one.wait_for_url(re.compile(r"/questions/\d+$"))


def accept_a_topic(asking: Page) -> None:
    """Take the first topic that is proposed, by a tap."""
    proposed = asking.locator("#proposes button").first
    proposed.wait_for()
    slug = proposed.get_attribute("value")
    proposed.click()
    expect(asking.locator(f"#sur-quoi input[name=topics][value={slug}]")).to_be_checked()
    expect(asking.locator("textarea[name=text]")).to_have_value(QUESTION)


def send_it(asking: Page) -> None:
    """Choose how soon and who reads, and answer what is asked of whoever tells of a patient."""
    asking.locator("input[name=urgency][value=now]").check()
    asking.locator("input[name=audience][value=public]").check()
    answer_closing(asking)


def ask_peers_and_close(asking: Page, peers: dict[str, Page], number: int) -> None:
    """Let three people answer, one of them otherwise; say that opinions are split, then what was done."""
    for name, page in peers.items():
        page.goto(f"/questions/{number}")
        answer(page, ANSWERS[name])
        # Not held back by the guard: the page of the question, at the answer.
        page.wait_for_url(re.compile(r"#p\d+$"))
        expect(page.locator("main")).to_contain_text(ANSWERS[name][:40])
    doubted = peers["carrelet"]
    doubted.goto(f"/questions/{number}")
    doubted.locator("button[name=avis][value=disagree]").last.click()
    expect(doubted.locator("main")).to_contain_text("1 professionnel vérifié")
    asking.goto(f"/questions/{number}")
    expect(asking.locator("main")).to_contain_text("3 réponses")
    asking.locator("button[name=state][value=dissent]").click()
    expect(asking.locator("#historique")).to_contain_text("partagés")
    close(asking, OUTCOME)
    expect(asking.locator(".outcome")).to_contain_text(OUTCOME)


def publish_sheet(asking: Page, peers: dict[str, Page], number: int) -> str:
    """Write the sheet of a closed question, have it reviewed in two places, and return its address."""
    asking.goto(f"/questions/{number}")
    asking.get_by_role("link", name="La fiche pratique de cette question").click()
    asking.locator("#texte").fill(SHORT)
    asking.locator("#references").fill("A 10.1000/182")
    if not asking.locator("#review_on").input_value():
        asking.locator("#review_on").fill("2027-09-01")
    keep = asking.get_by_role("main").get_by_role("button", name="Enregistrer").last
    keep.click()
    expect(asking.locator("main")).to_contain_text(SHORT[:20])
    if asking.locator("#deux-questions").count():
        # The question tells of a patient, and the sheet repeats it.
        answer_closing(asking)
        keep.click()
    asking.wait_for_url(re.compile(r"/fiches/\d+$"))
    address = f"/fiches/{asking.url.rpartition('/')[2]}"
    asking.get_by_role("button", name="Envoyer en relecture").click()
    expect(asking.locator("article.sheet")).to_contain_text("En relecture")
    for name in ("carrelet", "plumier"):
        page = peers[name]
        page.goto(address)
        page.locator("input[name=verdict][value=juste]").check()
        page.get_by_role("button", name="Donner ma relecture").last.click()
        expect(page.locator("article.sheet")).to_contain_text("juste")
    asking.goto(address)
    expect(asking.locator("article.sheet")).to_contain_text("Publiée")
    expect(asking.locator("article.sheet")).to_contain_text("Gironde")
    return address
