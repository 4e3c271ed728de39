"""Lock the dependencies with hashes: ``make lock``. Needs uv's pip interface, which is only for this.

Run it on a machine that reaches a package index; no address of an index is ever written.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "requirements"
OPTIONS = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header")
# Name, options of its own: packages that are installed for a file that they carry bring nothing with them.
LISTS: dict[str, tuple[str, ...]] = {"base": (), "dev": (), "pictures": (), "models": ("--no-deps",), "toot": ()}


def main() -> int:
    """Write the lists of ``requirements/`` with their hashes; return the first failure."""
    for name, own in LISTS.items():
        source, target = FOLDER / f"{name}.in", FOLDER / f"{name}.txt"
        command = [
            sys.executable,
            "-m",
            "uv",
            "pip",
            "compile",
            "--quiet",
            *OPTIONS,
            *own,
            str(source),
            "-o",
            str(target),
        ]
        done = subprocess.run(command, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
