"""What every page asks for, weighs and leaves within reach of a thumb or a keyboard."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest

from tests.browser.tour import ASKING_IN, BACK_TO_APP, STATUSES

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import House
    from tests.browser.tour import Sight

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LIGHT_ENOUGH = 100_000
MOST_TABS = 40
FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const ring = [one, one.parentElement].map(each => getComputedStyle(each))
    .some(each => each.outlineStyle !== "none" && parseFloat(each.outlineWidth) >= 2);
  return { text: (one.innerText || one.value || "").trim(), tag: one.tagName, href: one.getAttribute("href") ?? "",
    ring, seen: box.bottom > 0 && box.top < innerHeight && style.visibility === "visible" };
}"""


def test_every_page_answers_as_it_should(sights: list[Sight]) -> None:
    wrong = [f"{sight}: {sight.status}" for sight in sights if sight.status != STATUSES.get(sight.path, 200)]
    assert not wrong, wrong


def test_no_page_asks_anything_of_another_host(sights: list[Sight]) -> None:
    hosts = set().union(*(sight.hosts for sight in sights))
    assert hosts == {"127.0.0.1"}, [str(sight) for sight in sights if sight.hosts - {"127.0.0.1"}]


def test_no_page_complains_in_the_console(sights: list[Sight]) -> None:
    """Refusals of the security policy are such complaints; a page that is missing is told by the browser itself."""
    found = [
        f"{sight}: {line}"
        for sight in sights
        for line in sight.complaints
        if not (sight.path in STATUSES and line.startswith("Failed to load resource"))
    ]
    assert not found, "\n".join(found)


def test_no_page_scrolls_sideways_on_a_phone(sights: list[Sight]) -> None:
    wide = [f"{sight}: {sight.widths}" for sight in sights if any(came > asked for asked, came in sight.widths.items())]
    assert not wide, wide


def test_what_is_pressed_is_large_enough_for_a_thumb(sights: list[Sight]) -> None:
    small = [f"{sight}: {target}" for sight in sights for target in sight.small]
    assert not small, "\n".join(small)


def test_a_first_view_is_light(house: House) -> None:
    weights = {
        path: _weight(house, path)
        for path in (
            "/",
            "/questions",
            f"/questions/{house.ids['question']}",
            "/questions/poser",
            "/preuves/voies",
            f"{ASKING_IN}{BACK_TO_APP}",
        )
    }
    told = ", ".join(
        f"{path}: {sent / 1000:.1f} kB sent, {plain / 1000:.1f} kB in all" for path, (sent, plain) in weights.items()
    )
    sys.stdout.write(f"{told}\n")
    assert max(sent for sent, _ in weights.values()) < LIGHT_ENOUGH, told


def _weight(house: House, path: str) -> tuple[int, int]:
    """Return the bytes that a first view takes on the wire, and uncompressed."""
    with house.visitor("carrelet") as context:
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        devtools.send("Network.enable")
        sent, plain = [], []
        devtools.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
        devtools.on("Network.dataReceived", lambda event: plain.append(event["dataLength"]))
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert len(sent) >= 4
        return int(sum(sent)), sum(plain)


def test_the_keyboard_skips_to_the_content_and_reaches_the_knock(house: House) -> None:
    page = house.page("carrelet", "/")
    page.keyboard.press("Tab")
    skip = page.evaluate(FOCUSED)
    assert skip["href"] == "#contenu"
    assert skip["seen"]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    page.goto("/decouvrir")
    page.set_viewport_size({"width": 1280, "height": 900})
    assert "Poser une question" in [stop["text"] for stop in _tabbed_until(page, "Poser une question")]


def test_a_question_is_sent_by_the_keyboard_alone(house: House) -> None:
    page = house.page("carrelet", "/questions/poser")
    _tabbed_until(page, "TEXTAREA")
    page.keyboard.insert_text("Sans souris : quelle attelle après une entorse du pouce ?")
    _tabbed_until(page, "INPUT")
    page.keyboard.press("Space")
    _tabbed_until(page, "Frapper")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/questions/\d+$"))
    assert "entorse du pouce" in page.inner_text("main article")


def _tabbed_until(page: Page, words: str) -> list[dict[str, str]]:
    """Press Tab until these words, or such a tag, are reached; every stop on the way is seen and shows its ring."""
    stops: list[dict[str, str]] = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        assert stop["ring"], stop
        assert stop["seen"], stop
        stops.append(stop)
        if words in {stop["text"], stop["tag"]}:
            return stops
    raise AssertionError([stop["text"] for stop in stops])
