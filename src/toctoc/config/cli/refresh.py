"""``toctoc refresh``: prepared forms written again."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

from toctoc.config import environment

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction


def register(subcommands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to the program."""
    parser = subcommands.add_parser(
        "refresh",
        help="write the prepared forms of posts, authors and questions again",
        description=(
            "Write the prepared forms of posts, authors and questions again, after a release whose notes ask for it. "
            "The server may run meanwhile; a run that was cut short is simply started again."
        ),
    )
    parser.set_defaults(run=run)


def run(_asked: Namespace) -> int:
    """Write them; say how many."""
    environment.read()
    # Loaded here, so that the program's help needs no Django.
    importlib.import_module("django").setup()
    importlib.import_module("toctoc.config.serve.prepare").prepare()
    bars = importlib.import_module("toctoc.config.world.bars").bars
    written = importlib.import_module("toctoc.config.refreshing").refresh(bars)
    sys.stdout.write(f"{written} prepared forms written again\n")
    return 0
