"""Every migration, on an empty database: other tests begin with the tables as models say them."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.config.program import PATIENCE, variables

if TYPE_CHECKING:
    from pathlib import Path


def manage(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "toctoc.config.manage", *arguments]
    return subprocess.run(command, env=variables(folder), capture_output=True, text=True, check=False, timeout=PATIENCE)


@pytest.mark.migrations
@pytest.mark.slow
def test_every_migration_runs_and_leads_to_what_models_say(tmp_path: Path) -> None:
    done = manage(tmp_path, "migrate", "--no-input")
    assert done.returncode == 0, done.stderr
    assert "questions.0001" in done.stdout
    left = manage(tmp_path, "migrate", "--check")
    assert left.returncode == 0, left.stdout
    drift = manage(tmp_path, "makemigrations", "--check", "--dry-run")
    assert drift.returncode == 0, drift.stdout
