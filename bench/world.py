"""The demonstration worlds, made from nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import Figure


def measure() -> list[Figure]:
    """Make both scales, each in a folder of its own."""
    return [
        Figure("small world made", _seconds("small"), "s"),
        Figure("large world made", _seconds("large"), "s", at_most=240),
    ]


def _seconds(scale: str) -> float:
    program = Path(sys.executable).with_name("toctoc")
    variables = {name: value for name, value in os.environ.items() if not name.startswith("TOCTOC_")}
    with tempfile.TemporaryDirectory(prefix="toctoc-world-") as folder:
        command = [str(program), "world", "--data", folder, "--scale", scale, "--seed", "1"]
        begun = time.perf_counter()
        subprocess.run(command, check=True, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return time.perf_counter() - begun
