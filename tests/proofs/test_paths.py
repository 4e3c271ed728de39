"""Every way of proving keeps the protocol; a sixth is a folder and one line."""

from __future__ import annotations

import sys
from importlib import import_module, reload
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from django.test import Client, override_settings
from django.urls import clear_url_caches, resolve, set_urlconf

from tests.conftest import signed_in
from toctoc.people.rules import paths
from toctoc.people.rules.paths import LONGEST_SLUG, PathWords, path_name, path_words, seal_words
from toctoc.proofs.path import PathConfig, ProofPath, all_paths, path_called, paths_open_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.people.models import Actor

WAYS = all_paths()
each = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.label)


@each
def test_a_way_keeps_the_protocol(way: PathConfig) -> None:
    assert isinstance(way, ProofPath)
    assert way.name.startswith("toctoc.proofs.paths.")
    assert way.label == f"proof_{way.words.slug}"
    assert path_called(way.words.slug) is way
    assert path_words(way.words.slug) == way.words
    assert 0 < len(way.words.slug) <= LONGEST_SLUG


@each
def test_a_way_says_itself_in_both_languages(way: PathConfig) -> None:
    said = (way.words.french, way.words.english, way.words.french_seal, way.words.english_seal)
    assert all(words == words.strip() and len(words) > 5 for words in said)
    # A seal goes on after "Médecin · ": no capital, no full stop.
    assert all(words[0].islower() and not words.endswith(".") for words in said[2:])
    assert seal_words(way.words.slug, "fr") != seal_words(way.words.slug, "en")


@each
def test_a_way_has_its_two_templates_and_its_page(way: PathConfig) -> None:
    for name in (way.summary, way.explained):
        assert get_template(name) is not None, name
    assert way.start_address == f"/preuves/{way.address}/"
    assert resolve(way.start_address).view_name == f"{way.label}:start"


@each
@pytest.mark.django_db
def test_a_stranger_is_asked_to_sign_in(way: PathConfig) -> None:
    answer = Client().get(way.start_address)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/compte/login/")


def test_no_two_ways_are_called_alike_or_live_at_one_address() -> None:
    for said in (
        [way.words.slug for way in WAYS],
        [way.address for way in WAYS],
        [way.words.french for way in WAYS],
        [way.words.english for way in WAYS],
        [way.words.french_seal for way in WAYS],
    ):
        assert len(set(said)) == len(said) == 5


def test_a_slug_that_is_taken_or_too_long_stops_the_program() -> None:
    taken = PathWords("directory", "Un autre", "Another", "vérifié autrement", "verified otherwise")
    with pytest.raises(ValueError, match="directory"):
        paths.say(taken)
    with pytest.raises(ValueError, match="characters"):
        paths.say(PathWords("x" * (LONGEST_SLUG + 1), "Un", "One", "vérifié", "verified"))
    assert path_name("directory", "fr") != "Un autre"


@pytest.mark.django_db
def test_the_page_of_all_ways_explains_each(client: Client) -> None:
    text = client.get("/preuves/voies").content.decode()
    assert all(f'id="{way.address}"' in text for way in WAYS)


def _reload_addresses() -> None:
    clear_url_caches()
    for name in ("toctoc.proofs.web.urls", settings.ROOT_URLCONF):
        reload(sys.modules[name]) if name in sys.modules else import_module(name)
    set_urlconf(None)


@pytest.fixture
def with_a_sixth() -> Iterator[None]:
    """Install the made-up way by its one line, as an operator's settings would."""
    known = dict(paths._PATHS)
    with override_settings(INSTALLED_APPS=[*settings.INSTALLED_APPS, "tests.proofs.sixth"]):
        _reload_addresses()
        yield
    paths._PATHS.clear()
    paths._PATHS.update(known)
    _reload_addresses()


@pytest.mark.django_db
def test_a_sixth_way_is_a_folder_and_one_line(with_a_sixth: None, avril: Actor) -> None:
    browser = signed_in(avril).client
    assert [way.label for way in paths_open_to(avril)][-1] == "proof_sixth"
    assert "Dire le mot" in browser.get("/preuves").content.decode()
    assert 'id="mot-de-passe"' in browser.get("/preuves/voies").content.decode()
    assert Client().get("/preuves/mot-de-passe/").headers["Location"].startswith("/compte/login/")
    browser.post("/preuves/mot-de-passe/", {"mot": "stéthoscope"})
    assert "Médecin · vérifié par un mot convenu, " in browser.get("/@avril").content.decode()
    assert "Cette voie établit que vous saviez un mot" in browser.get("/@avril/preuve").content.decode()


@pytest.mark.django_db
def test_a_seal_outlives_its_way(with_a_sixth: None, avril: Actor) -> None:
    signed_in(avril).client.post("/preuves/mot-de-passe/", {"mot": "stéthoscope"})
    with override_settings(INSTALLED_APPS=[app for app in settings.INSTALLED_APPS if app != "tests.proofs.sixth"]):
        assert not apps.is_installed("tests.proofs.sixth")
        text = Client().get("/@avril/preuve").content.decode()
    assert "Une voie qui n’est plus ouverte" in text
