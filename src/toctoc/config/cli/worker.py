"""``toctoc worker``: background work only."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from toctoc.config import environment

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction


def register(subcommands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to the program."""
    parser = subcommands.add_parser(
        "worker",
        help="only the process for background work, for several machines",
        description="Do what pages left for later, and what comes back every so often.",
    )
    parser.set_defaults(run=run)


def run(_asked: Namespace) -> int:
    """Work until told to end."""
    environment.read()
    # Loaded here, so that the program's help needs no Django.
    code: int = importlib.import_module("toctoc.config.serve.worker").run()
    return code
