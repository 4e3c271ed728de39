"""Start the program: ``toctoc`` or ``python -m toctoc.config.cli``."""

from __future__ import annotations

import sys

from toctoc.config.cli import main


def run() -> None:
    """Run a command and leave with its code."""
    sys.exit(main())


if __name__ == "__main__":
    run()
