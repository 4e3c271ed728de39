"""masto.js against a running server: a client that another community wrote in another language."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.clients.conftest import Place

FOLDER = Path(__file__).parent / "masto"
STEPS = 13
# Where it must run, as in continuous integration, its absence is a failure.
IS_REQUIRED = os.environ.get("TOCTOC_NODE") == "required"
HAS_NODE = shutil.which("node") is not None and shutil.which("npm") is not None

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not HAS_NODE and not IS_REQUIRED, reason="Node is not installed"),
]


def test_masto_js_does_what_people_do(place: Place, tmp_path: Path) -> None:
    for name in ("package.json", "package-lock.json", "journey.mjs"):
        shutil.copy(FOLDER / name, tmp_path / name)
    run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", folder=tmp_path)
    lines = run("node", "journey.mjs", place.address, folder=tmp_path).splitlines()
    assert len([line for line in lines if line.startswith("ok ")]) == STEPS


def run(*command: str, folder: Path) -> str:
    """Run a program in a folder; fail with what it wrote."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=180)
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-4_000:]
    return done.stdout
