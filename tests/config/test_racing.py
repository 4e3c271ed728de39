"""Two real processes on one database take the same turn of duty, and answer the same question, at the same moment."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.config.program import ROOT, variables
from tests.config.racing import PATIENCE, RACERS, ROUNDS

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
SET_UP = "import django; django.setup(); from tests.config.racing import facts, prepare, race;"


def begun(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = variables(folder, DJANGO_SETTINGS_MODULE="toctoc.config.settings")
    command = [sys.executable, *arguments]
    return subprocess.Popen(
        command, env=environment, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def ended(process: subprocess.Popen[str]) -> str:
    try:
        said, wrong = process.communicate(timeout=4 * PATIENCE)
    finally:
        process.kill()
    assert process.returncode == 0, wrong
    return said


@pytest.fixture(scope="module")
def raced(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[list[str]], dict[str, Any]]:
    """Run the race once: what was refused to each, and what is in the rows afterwards."""
    folder = tmp_path_factory.mktemp("race")
    ended(begun(folder, "-m", "toctoc.config.serve.prepare"))
    ended(begun(folder, "-c", f"{SET_UP} prepare()"))
    both = [begun(folder, "-c", f"{SET_UP} race({str(folder)!r}, {racer!r})") for racer in RACERS]
    refused = [one for process in both for one in json.loads(ended(process))]
    return refused, json.loads(ended(begun(folder, "-c", f"{SET_UP} facts()")))


def test_one_holds_the_turn_and_the_other_gets_the_sentence(raced: tuple[list[list[str]], dict[str, Any]]) -> None:
    refused, facts = raced
    assert refused == [["Stale", "Quelqu’un vient de prendre cette garde."]] * ROUNDS
    assert len(facts["held"]) == ROUNDS
    # Each changed hands once, and never from one to the other.
    assert {sequence for _, sequence in facts["held"]} == {1}
    assert {handle for handle, _ in facts["held"]} <= set(RACERS)


def test_both_answers_stand_and_the_waves_stop_once(raced: tuple[list[list[str]], dict[str, Any]]) -> None:
    _, facts = raced
    assert facts["answers"] == [[2, "answered"]]
    assert facts["without_first"] == 0
    assert facts["moves"] == ROUNDS, "one move from open to answered for each question"
    assert (facts["planned"], facts["sent"]) == (0, ROUNDS)
