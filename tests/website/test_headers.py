from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from tests.conftest import post_by, question_by, signed_in
from toctoc.live.rules.ticket import opened

if TYPE_CHECKING:
    from toctoc.people.models import Actor

PUBLIC_PAGES = (
    "/",
    "/decouvrir",
    "/a-propos",
    "/regles",
    "/mentions-legales",
    "/confidentialite",
    "/accessibilite",
    "/moi",
    "/nulle-part",
)


class Markup(HTMLParser):
    """Notes what a strict policy forbids, the addresses a page loads from, its headings and its ids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.loaded: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.in_script = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.inline += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        self.inline += [tag] if tag == "style" or (tag == "script" and "src" not in given) else []
        if tag in {"link", "script", "img", "source", "iframe", "use", "form", "video", "audio"}:
            self.loaded += [given[name] for name in ("src", "href", "action", "srcset") if name in given]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if "id" in given:
            self.ids.append(given["id"])


@pytest.fixture
def browser(ruisseau: Actor, carrelet: Actor) -> Client:
    question_by(ruisseau)
    question_by(ruisseau, "Une question pour tous ?", audience="public")
    post_by(ruisseau, "Un message pour tous.")
    return signed_in(carrelet).client


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_no_page_has_anything_inline_or_from_elsewhere(path: str, browser: Client) -> None:
    for client in (browser, Client()):
        markup = Markup(client.get(path).content.decode())
        assert markup.inline == []
        assert [address for address in markup.loaded if urlsplit(address).netloc] == []


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_headings_are_in_order_and_ids_are_unique(path: str, browser: Client) -> None:
    for client in (browser, Client()):
        markup = Markup(client.get(path).content.decode())
        assert markup.headings.count(1) == 1
        assert markup.headings[0] == 1
        assert all(after - before <= 1 for before, after in zip(markup.headings, markup.headings[1:], strict=False))
        assert sorted(set(markup.ids)) == sorted(markup.ids)


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_every_icon_drawn_is_in_the_sprite(path: str, browser: Client) -> None:
    html = browser.get(path).content.decode()
    drawn = set(re.findall(r'<use href="#([^"]+)"', html))
    assert drawn
    assert drawn <= set(Markup(html).ids)


@pytest.mark.parametrize("path", ["/", "/nulle-part", "/health/live"])
def test_every_answer_carries_a_strict_policy(path: str, client: Client, db: None) -> None:
    headers = client.get(path).headers
    policy = {line.split()[0]: line.split()[1:] for line in headers["Content-Security-Policy"].split(";")}
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == ["'self'"]
    assert policy["style-src"] == ["'self'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert policy["connect-src"] == ["'self'", settings.ENVIRONMENT.stream_url]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_our_script_and_stylesheet_name_no_other_host() -> None:
    for name in ("website/toctoc.js", "website/toctoc.css"):
        path = finders.find(name)
        assert isinstance(path, str)
        with open(path, encoding="utf-8") as file:  # noqa: PTH123 one line each
            assert "//" not in file.read().replace("/*", "").replace("*/", "")


def test_a_ticket_names_the_channels_its_reader_may_hear(browser: Client, carrelet: Actor) -> None:
    answer = browser.get("/direct/billet")
    assert "no-store" in answer.headers["Cache-Control"]
    found = json.loads(answer.content)
    assert found["unread"] == 0
    (text,) = parse_qs(urlsplit(found["url"]).query)["billet"]
    ticket = opened(text, settings.SECRET_KEY, now=0)
    assert ticket is not None
    assert set(ticket.channels) == {
        "public",
        "members",
        "professionals",
        "profession:doctor",
        f"actor:{carrelet.pk}",
    }


def test_an_outsider_hears_nothing_of_professionals(dehors: Actor, client: Client) -> None:
    found = json.loads(signed_in(dehors).client.get("/direct/billet").content)
    ticket = opened(parse_qs(urlsplit(found["url"]).query)["billet"][0], settings.SECRET_KEY, now=0)
    assert ticket is not None
    assert set(ticket.channels) == {"public", "members", f"actor:{dehors.pk}"}
    stranger = json.loads(client.get("/direct/billet").content)
    ticket = opened(parse_qs(urlsplit(stranger["url"]).query)["billet"][0], settings.SECRET_KEY, now=0)
    assert ticket is not None
    assert ticket.channels == ("public",)


def test_robots_are_kept_out_of_private_pages(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /reglages" in text
    assert "Disallow: /questions" not in text
