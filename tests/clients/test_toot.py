"""The terminal client toot: its own live tests, all of them, against a running server."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.clients.conftest import SETTINGS
from tests.config.program import ROOT, Serving

# An environment of its own (``make setup``), because it asks for other versions than we do.
TOOT = ROOT / ".venv" / "toot"
# Those of its tests that need a server; the others concern nothing but the client.
LIVE = "tests/integration"
TESTS = 114
# One of them names this address.
PORT = 3000

pytestmark = pytest.mark.slow


def test_every_live_test_of_toot_passes(tmp_path: Path) -> None:
    address = f"http://localhost:{PORT}"
    server = Serving(tmp_path, port=PORT, settings={**SETTINGS, "TOCTOC_BASE_URL": address})
    try:
        done = subprocess.run(
            [
                TOOT / "bin" / "python",
                "-m",
                "pytest",
                "-q",
                "-W",
                "ignore",
                "-p",
                "no:cacheprovider",
                "-p",
                "steady",
                LIVE,
            ],
            cwd=TOOT / "source",
            env={
                **os.environ,
                "TOOT_TEST_BASE_URL": address,
                "HOME": str(tmp_path),
                "PYTHONPATH": str(Path(__file__).parent),
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
    finally:
        server.end()
    assert re.search(rf"\b{TESTS} passed", done.stdout), done.stdout[-6_000:]
    assert done.returncode == 0
