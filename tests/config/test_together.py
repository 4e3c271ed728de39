"""People who do the same thing at the same moment: each thing is done once, counted right, and nobody is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.config.program import ROOT, variables
from toctoc.questions.rules.routing.choice import CAPS

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
SET_UP = "import django; django.setup();"
PATIENCE = 120


def told(folder: Path, story: str) -> dict[str, Any]:
    """Run a story of :mod:`tests.config.together` on a database of its own; an error there is one here."""
    ran = run(folder, "-m", "toctoc.config.serve.prepare")
    assert ran.returncode == 0, ran.stderr
    ran = run(folder, "-c", f"{SET_UP} from tests.config.together import tell; tell({story!r})")
    assert ran.returncode == 0, ran.stderr
    facts: dict[str, Any] = json.loads(ran.stdout)
    return facts


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = variables(folder, DJANGO_SETTINGS_MODULE="toctoc.config.settings")
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE
    )


def test_a_write_that_is_sent_eight_times_at_once_is_done_once(tmp_path: Path) -> None:
    assert told(tmp_path, "same_key") == {"answers": [1] * 5, "posts": 5}


def test_of_several_answers_at_once_one_is_the_first_and_all_count(tmp_path: Path) -> None:
    assert told(tmp_path, "first_answer") == {"firsts": 1, "answers": 7, "moves": 1, "replies": 7}


def test_of_several_workers_at_once_none_gets_the_job_of_another(tmp_path: Path) -> None:
    assert told(tmp_path, "claims") == {"taken": 200, "different": 200}


def test_what_rests_on_a_consent_goes_with_it_whatever_the_moment(tmp_path: Path) -> None:
    assert told(tmp_path, "consent") == {"broken": 0, "untold": 0, "standing": True}


def test_a_crowd_on_one_thread_finds_no_lock_and_leaves_right_counts(tmp_path: Path) -> None:
    facts = told(tmp_path, "crowd")
    assert facts["wrong"] == []
    assert set(facts["followers"]) == {0}
    assert {"answer", "favour", "edit", "delete", "move", "follow", "begin"} <= facts["done"].keys()


def test_of_several_workers_none_invites_anybody_twice_or_beyond_the_cap(tmp_path: Path) -> None:
    facts = told(tmp_path, "waves")
    assert facts == {"most": CAPS.per_day, "twice": 0, "people": 7, "untold": 0, "sent": 12}
