"""Who sees me: the page asks what other pages ask."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.conftest import person, post_by, signed_in
from toctoc.community.services import posts
from toctoc.privacy.services import clear
from toctoc.rights.queries.seen import sights_of

if TYPE_CHECKING:
    from toctoc.people.models import Actor

AUDIENCES = ("public", "unlisted", "members", "professionals", "profession:doctor", "profession:doctor+nurse")


@pytest.fixture
def open_book(ruisseau: Actor, avril: Actor) -> Actor:
    for audience in AUDIENCES:
        post_by(ruisseau, f"Pour {audience}.", audience)
    posts.write(author=ruisseau, draft=posts.Draft(clear("À toi."), "named", named=(avril,)))
    return ruisseau


def test_each_sees_what_its_own_page_would_show(open_book: Actor) -> None:
    assert {sight.eyes.slug: sight.threads for sight in sights_of(open_book)} == {
        "inconnu": 2,
        "serveur": 2,
        "employeur": 3,
        "patient": 3,
        "soignant": 5,
        "confrere": 6,
    }


def test_a_patient_has_no_peers_of_a_profession(avril: Actor) -> None:
    assert "confrere" not in {sight.eyes.slug for sight in sights_of(avril)}


def test_what_a_kind_of_reader_finds_is_what_one_of_them_finds(open_book: Actor) -> None:
    mine = signed_in(open_book).client
    found = {
        "inconnu": None,
        "patient": person("lise"),
        "soignant": person("noe", "nurse", proved=True),
        "confrere": person("jo", "doctor", proved=True),
    }
    cards = re.compile(r'<article class="card \w+" id="p(\d+)"')
    for kind, reader in found.items():
        shown = cards.findall(mine.get(f"/reglages/regards/{kind}").content.decode())
        browser = signed_in(reader).client if reader else type(mine)()
        assert shown == cards.findall(browser.get(f"/@{open_book.handle}").content.decode())
        assert shown


def test_an_unknown_kind_is_missing(avril: Actor) -> None:
    assert signed_in(avril).client.get("/reglages/regards/voisin").status_code == 404


def test_the_page_says_each_kind_in_words(open_book: Actor) -> None:
    page = signed_in(open_book).client.get("/reglages/regards").content.decode()
    assert page.count("<h2") >= 6
    assert "5 fils que vous avez ouverts" in page
