"""What the site's script adds to a page, in a real browser; the stream is played by the test."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import expect, sync_playwright

from tests.conftest import post_by, question_by, signed_in
from toctoc.people.services.follows import follow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Request, Route
    from pytest_django.live_server_helper import LiveServer

    from toctoc.people.models import Actor

CHROMIUM = shutil.which("chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
IN_VIEW = "[...document.querySelectorAll('main .card')].find(c => c.getBoundingClientRect().bottom > 60)"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's Chromium is not installed"),
]


@dataclass
class Stage:
    """An open page of somebody signed in, the stream it listens to, and what it asked for."""

    page: Page
    server: str
    events: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def tell(self, kind: str, payload: dict[str, object]) -> None:
        """Send an event the next time the page comes back to its stream, which is at once."""
        self.events.append(f"event: {kind}\ndata: {json.dumps(payload)}\n\n")

    def play(self, route: Route) -> None:
        body = "".join(["retry: 100\n\n", *[f"id: {number}\n{event}" for number, event in enumerate(self.events, 1)]])
        self.events.clear()
        headers = {"Content-Type": "text/event-stream", "Access-Control-Allow-Origin": "*"}
        route.fulfill(status=200, headers=headers, body=body)

    def note(self, request: Request) -> None:
        self.hosts.add(urlsplit(request.url).netloc)

    def go(self, path: str) -> None:
        self.page.goto(f"{self.server}{path}")


@pytest.fixture
def browser(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    # Playwright keeps a loop running in this thread; nothing asynchronous touches the database.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    cache.clear()
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()
        # Beside a loop, connections live in its context: nobody finds this one again.
        connection.close()


def stage_of(browser: Browser, server: LiveServer, actor: Actor, theme: Literal["light", "dark"] = "light") -> Stage:
    context = browser.new_context(locale="fr-FR", color_scheme=theme, viewport={"width": 390, "height": 844})
    cookie = signed_in(actor).client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server.url}])
    stage = Stage(context.new_page(), server.url)
    stage.page.set_default_timeout(10_000)
    context.on("request", stage.note)
    context.route("**/flux?**", stage.play)
    return stage


@pytest.fixture
def stage(browser: Browser, live_server: LiveServer, carrelet: Actor) -> Stage:
    return stage_of(browser, live_server, carrelet)


def test_a_question_arrives_without_moving_what_is_read(stage: Stage, carrelet: Actor, ruisseau: Actor) -> None:
    follow(follower=carrelet, followee=ruisseau)
    for number in range(8):
        post_by(ruisseau, f"Message {number}, assez long pour tenir sur deux ou trois lignes d’un téléphone.")
    stage.go("/")
    stage.page.evaluate("window.scrollTo(0, 600)")
    read = stage.page.evaluate(f"{IN_VIEW}.id")
    place = stage.page.evaluate(f"{IN_VIEW}.getBoundingClientRect().top")
    question = question_by(ruisseau, "Une éruption, que faire ?")
    stage.tell("question", {"id": str(question.pk), "topics": ["dermatologie"]})
    expect(stage.page.locator(f"#p{question.pk}")).to_contain_text("Une éruption")
    expect(stage.page.locator("#annonces")).to_have_text("Une nouvelle question vient d’arriver.")
    expect(stage.page.locator("#venu")).to_be_visible()
    assert stage.page.evaluate(f"document.getElementById('{read}').getBoundingClientRect().top") == pytest.approx(
        place, abs=1
    )
    stage.page.locator("#venu").click()
    expect(stage.page.locator(f"#p{question.pk}")).to_be_in_viewport()
    expect(stage.page.locator("#venu")).to_be_hidden()


def test_the_same_question_told_twice_is_shown_once(stage: Stage, ruisseau: Actor) -> None:
    stage.go("/questions")
    question = question_by(ruisseau)
    for _ in range(2):
        stage.tell("question", {"id": str(question.pk), "topics": ["dermatologie"]})
    expect(stage.page.locator(f"#p{question.pk}")).to_have_count(1)
    other = question_by(ruisseau, "Une autre, pour finir ?")
    stage.tell("question", {"id": str(other.pk), "topics": ["dermatologie"]})
    expect(stage.page.locator(f"#p{other.pk}")).to_have_count(1)
    expect(stage.page.locator("main article.card")).to_have_count(2)


def test_a_filtered_list_keeps_to_what_it_was_asked(stage: Stage, ruisseau: Actor) -> None:
    stage.go("/questions?theme=vaccin")
    skin = question_by(ruisseau)
    stage.tell("question", {"id": str(skin.pk), "topics": ["dermatologie"]})
    stage.tell("notification", {"kind": "reply"})
    expect(stage.page.locator("[data-unread]").first).to_have_attribute("data-unread", "1")
    expect(stage.page.locator(f"#p{skin.pk}")).to_have_count(0)


def test_a_question_not_for_this_reader_stays_away(
    browser: Browser, live_server: LiveServer, dehors: Actor, ruisseau: Actor
) -> None:
    stage = stage_of(browser, live_server, dehors)
    stage.go("/questions")
    question = question_by(ruisseau)
    with stage.page.expect_response(f"**/messages/{question.pk}/carte") as answer:
        stage.tell("question", {"id": str(question.pk), "topics": ["dermatologie"]})
    assert answer.value.status == 404
    expect(stage.page.locator(f"#p{question.pk}")).to_have_count(0)


def test_a_gesture_is_done_without_leaving_the_page(stage: Stage, ruisseau: Actor) -> None:
    post = post_by(ruisseau)
    stage.go("/decouvrir")
    stage.page.evaluate("window.same = true")
    useful = stage.page.locator(f"button[formaction='/messages/{post.pk}/utile']")
    useful.click()
    expect(useful).to_have_attribute("aria-pressed", "true")
    expect(useful).to_be_focused()
    assert stage.page.evaluate("window.same") is True
    post.refresh_from_db()
    assert post.favourites_count == 1


def test_passing_takes_the_question_away_and_counts_again(stage: Stage, ruisseau: Actor) -> None:
    for text in ("Une éruption, que faire ?", "Une plaie, que faire ?"):
        question_by(ruisseau, text)
    stage.go("/")
    expect(stage.page.locator("h1")).to_have_text("Deux confrères frappent.")
    stage.page.get_by_role("button", name="Passer").first.click()
    expect(stage.page.locator("[data-waiting]")).to_have_count(1)
    expect(stage.page.locator("h1")).to_have_text("Un confrère frappe.")


def test_a_draft_survives_a_reload_and_leaves_once_sent(stage: Stage, ruisseau: Actor) -> None:
    question = question_by(ruisseau)
    stage.go(f"/questions/{question.pk}")
    stage.page.fill("textarea[name=text]", "Je poursuis huit jours.")
    stage.page.reload()
    expect(stage.page.locator("textarea[name=text]")).to_have_value("Je poursuis huit jours.")
    with stage.page.expect_navigation():
        stage.page.get_by_role("button", name="Envoyer la réponse").click()
    expect(stage.page.locator("main")).to_contain_text("Je poursuis huit jours.")
    assert stage.page.evaluate("Object.keys(localStorage)") == []


def test_shortcuts_work_outside_fields_and_can_be_cut(stage: Stage, ruisseau: Actor) -> None:
    post_by(ruisseau)
    stage.go("/decouvrir")
    stage.page.keyboard.press("j")
    expect(stage.page.locator("article.chosen")).to_be_focused()
    stage.page.keyboard.press("?")
    expect(stage.page.get_by_role("dialog")).to_be_visible()
    stage.page.get_by_label("Raccourcis actifs").uncheck()
    stage.page.keyboard.press("Escape")
    stage.page.reload()
    stage.page.keyboard.press("j")
    expect(stage.page.locator("article.chosen")).to_have_count(0)
    stage.go("/questions/poser")
    stage.page.fill("textarea[name=text]", "")
    stage.page.locator("textarea[name=text]").press_sequentially("nj?")
    expect(stage.page.locator("textarea[name=text]")).to_have_value("nj?")


def test_a_page_asks_nothing_of_another_host(stage: Stage, ruisseau: Actor) -> None:
    question_by(ruisseau)
    stage.go("/")
    stage.page.wait_for_load_state("networkidle")
    assert stage.hosts <= {urlsplit(stage.server).netloc, urlsplit(settings.ENVIRONMENT.stream_url).netloc}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_the_shell(
    browser: Browser, live_server: LiveServer, carrelet: Actor, ruisseau: Actor, theme: Literal["light", "dark"]
) -> None:
    question_by(ruisseau)
    post_by(ruisseau)
    stage = stage_of(browser, live_server, carrelet, theme)
    for path in ("/", "/decouvrir", "/moi", "/regles", "/accessibilite", "/nulle-part"):
        stage.go(path)
        found = Axe().run(stage.page).response["violations"]
        assert [(path, one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert stage.page.evaluate("document.documentElement.scrollWidth") <= 390
