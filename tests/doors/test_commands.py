"""Every command of the program that takes words: what stores what people say passes the guard, others store nothing.

Commands are found in the parsers that the program itself makes; one that takes a word and is not told of here fails.
"""

from __future__ import annotations

import argparse
import importlib
from typing import TYPE_CHECKING

import pytest

from tests.doors.markers import BARE, HARMLESS, MARKED, rows_hold, watching
from toctoc.config.cli import COMMANDS, main
from toctoc.privacy.rules.findings import Level

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.doors.markers import Marked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_prepared")]

ACCOUNT = ["account", "create", "--email", "anne@exemple.test", "--name"]
# A name one chooses is a label: of it only what is blocked is refused. What is said is speech.
LABELS = {("account create", "name"), ("account create", "handle")}
SPEECH = {("import dialogues", "folder")}
# Words that are no one's, with why.
NOT_SAID = {
    ("import retractions", "file"): "A list of articles, of which a DOI in due form, a date and a word are kept.",
    ("account create", "email"): "The address that signs in.",
    ("directory import", "file"): "The national directory is public, and compared with, never said.",
    ("demo", "data"): "A folder, in which a world is made of words of ours.",
    ("world", "data"): "A folder, in which a world is made of words of ours.",
    ("serve", "host"): "Where to listen.",
    ("web", "host"): "Where to listen.",
    ("stream", "host"): "Where to listen.",
    ("guard text", "file"): "Read and told of, never stored.",
    ("guard picture", "source"): "Read and told of, never stored.",
    ("guard picture", "target"): "A file beside, of the one who asks.",
}
# What a parser reads as a number, a moment or one of a list is no word.
WORDS = (None, str)


@pytest.fixture
def _prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables are there already."""
    monkeypatch.setattr("toctoc.config.serve.prepare.prepare", lambda: None)


def words_taken() -> set[tuple[str, str]]:
    """Return each argument that takes a word, with its command."""
    parser = argparse.ArgumentParser()
    subcommands = parser.add_subparsers()
    for name in COMMANDS:
        importlib.import_module(f"toctoc.config.cli.{name}").register(subcommands)
    return {*_words(parser, ())}


def _words(parser: argparse.ArgumentParser, way: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield from _words(inner, (*way, name))
        elif action.nargs != 0 and not action.choices and _takes_words(action):
            yield " ".join(way), action.dest


def _takes_words(action: argparse.Action) -> bool:
    return action.type in WORDS or getattr(action.type, "__name__", "") == "Path"


def test_every_word_that_a_command_takes_is_known() -> None:
    assert words_taken() == {*LABELS, *SPEECH, *NOT_SAID}


@pytest.mark.parametrize("marked", [one for one in (*MARKED, *BARE) if one.level is Level.BLOCK], ids=lambda m: m.kind)
@pytest.mark.parametrize("field", ["name", "handle"])
def test_a_name_keeps_nothing_that_is_blocked(field: str, marked: Marked) -> None:
    asked = [*ACCOUNT, marked.text] if field == "name" else [*ACCOUNT, "Anne", "--handle", marked.text]
    with watching() as watch:
        assert main(asked) == 1
        assert not watch.holds(marked)
    assert not rows_hold([marked])


def test_a_name_that_tells_nothing_is_kept() -> None:
    assert main([*ACCOUNT, HARMLESS.text]) == 0
    assert rows_hold([HARMLESS])


@pytest.fixture
def said(tmp_path: Path) -> Path:
    """A folder of dialogues, each line of which tells of somebody."""
    folder = tmp_path / "corpus" / "dialogues" / "Interne01"
    folder.mkdir(parents=True)
    (tmp_path / "corpus" / "single").mkdir()
    told = (HARMLESS, *MARKED)
    lines = [f"{who}0{place:07} {one.text}." for place, one in enumerate(told) for who in "dp"]
    (folder / "dialogues").write_text("\n".join(lines))
    return tmp_path / "corpus"


def test_what_is_imported_keeps_nothing_that_tells_of_somebody(said: Path) -> None:
    with watching() as watch:
        assert main(["import", "dialogues", str(said), "--quiet"]) == 1
        assert watch.holds(HARMLESS)
        assert not [one.kind for one in MARKED if watch.holds(one)]
    assert not rows_hold(MARKED)


def test_a_command_that_forgets_is_seen(said: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The walk itself: an import that looks at nothing."""
    threads = importlib.import_module("toctoc.config.importing.threads")
    monkeypatch.setattr(threads, "clear_speech", lambda _words: None)
    with watching() as watch:
        main(["import", "dialogues", str(said), "--quiet"])
        assert [one.kind for one in MARKED if watch.holds(one)]


@pytest.mark.parametrize("marked", MARKED[::5], ids=lambda m: m.kind)
def test_what_the_guard_is_asked_is_told_and_not_kept(marked: Marked, tmp_path: Path) -> None:
    file = tmp_path / "texte.txt"
    file.write_text(marked.text)
    with watching() as watch:
        main(["guard", "text", str(file)])
        assert not watch.holds(marked)
    assert not rows_hold([marked])
