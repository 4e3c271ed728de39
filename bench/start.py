"""From a fresh clone to a page: ``make demo`` cold, and again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from bench.figures import Figure

LONGEST = 600.0


def measure() -> list[Figure]:
    """Clone, start, stop, start again."""
    with tempfile.TemporaryDirectory(prefix="toctoc-clone-") as folder:
        clone = Path(folder) / "toctoc"
        subprocess.run(["git", "clone", "--quiet", str(Path.cwd()), str(clone)], check=True)
        cold, again = _seconds_to_page(clone), _seconds_to_page(clone)
    return [
        Figure("make demo on a fresh clone", cold, "s", at_most=180),
        Figure("make demo the second time", again, "s", at_most=10),
    ]


def _seconds_to_page(clone: Path) -> float:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("TOCTOC_", "DJANGO_"))}
    begun = time.perf_counter()
    process = subprocess.Popen(
        ["make", "demo", f"PORT={port}"], cwd=clone, env=variables, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        while time.perf_counter() - begun < LONGEST:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                    if answer.status == 200:  # noqa: PLR2004 OK
                        return time.perf_counter() - begun
            except OSError:
                time.sleep(0.1)
        raise SystemExit("make demo did not answer.")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)
