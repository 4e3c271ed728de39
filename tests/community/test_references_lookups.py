"""Titles of references: asked for by a job, only where the operator allows it, and never trusted."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client

from toctoc.community.models import Reference
from toctoc.community.rules.crossref import LONGEST_TITLE, described_in
from toctoc.community.rules.drafts import Extras
from toctoc.community.services import lookups, posts
from toctoc.community.services.parts.references import LOOK_UP
from toctoc.config.environment import WrongSetting, read
from toctoc.jobs.models import Job
from toctoc.kernel.progress import Progress
from toctoc.people.services.fetching import Unreachable
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from pathlib import Path

    from toctoc.community.models import Post
    from toctoc.people.models import Actor

ANSWER = {"message": {"title": ["Silly <i>String</i> Theory &amp; more"], "issued": {"date-parts": [[2008, 8, 13]]}}}


def cited(author: Actor, *references: str) -> Post:
    extras = Extras(references=references or ("10.5555/12345678", "PMID 31978945"))
    return posts.write(author=author, draft=posts.Draft(clear("Voir."), "public", extras=extras))


def run(post: Post) -> None:
    lookups.look_up(post_id=post.pk, progress=Progress(lambda _done, _total: True))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Allow look-ups, and answer them here."""
    allowing = replace(settings.ENVIRONMENT, lookups="crossref", contact="contact@toctoc.example")
    monkeypatch.setattr(settings, "ENVIRONMENT", allowing)
    seen: list[tuple[str, str]] = []

    def fetch(address: str, _longest: int, *, agent: str) -> bytes:
        seen.append((address, agent))
        return json.dumps(ANSWER).encode()

    monkeypatch.setattr(lookups, "fetch", fetch)
    return seen


def test_nothing_is_asked_unless_the_operator_allows_it(ruisseau: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings.ENVIRONMENT.lookups == "off"
    monkeypatch.setattr(lookups, "fetch", pytest.fail)
    post = cited(ruisseau)
    assert not Job.objects.filter(task=LOOK_UP).exists()
    run(post)
    assert not Reference.objects.exclude(title="").exists()


def test_a_title_and_a_year_are_shown_once_the_register_answered(ruisseau: Actor, asked: list[tuple[str, str]]) -> None:
    post = cited(ruisseau)
    assert Job.objects.filter(task=LOOK_UP).count() == 1
    run(post)
    run(post)
    agent = "Toctoc (http://127.0.0.1:8000; mailto:contact@toctoc.example)"
    assert asked == [("https://api.crossref.org/works/10.5555%2F12345678", agent)]
    card = Client().get(f"/messages/{post.pk}/carte").content.decode()
    assert "<cite>Silly String Theory &amp; more (2008)</cite>" in card


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"message": []}',
        b'{"message": {"title": []}}',
        b'{"message": {"title": [3]}}',
        b'{"message": {"title": ["<b></b>"]}}',
        b"[" * 100_000,
    ],
)
def test_an_answer_that_is_none_changes_nothing(body: bytes) -> None:
    assert described_in(body) is None


def test_a_title_is_kept_short_and_a_year_likely() -> None:
    found = described_in(json.dumps({"message": {"title": ["x" * 9_999], "issued": {"date-parts": [[9]]}}}).encode())
    assert found is not None
    assert (len(found.title), found.year) == (LONGEST_TITLE, None)


def test_a_title_passes_the_guard_and_a_silent_register_is_no_error(
    ruisseau: Actor, asked: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    post = cited(ruisseau)
    monkeypatch.setitem(ANSWER["message"], "title", ["Appelez le 06 12 34 56 78"])
    run(post)

    def silent(*_: object, **__: object) -> bytes:
        raise Unreachable

    monkeypatch.setattr(lookups, "fetch", silent)
    run(post)
    assert not Reference.objects.exclude(title="").exists()
    assert asked


def test_the_setting_says_what_it_may_be(tmp_path: Path) -> None:
    given = {"TOCTOC_DATA_DIR": str(tmp_path)}
    assert read(given).lookups == "off"
    assert read({**given, "TOCTOC_LOOKUPS": "crossref"}).lookups == "crossref"
    with pytest.raises(WrongSetting, match="TOCTOC_LOOKUPS"):
        read({**given, "TOCTOC_LOOKUPS": "on"})
