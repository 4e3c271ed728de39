"""``toctoc search``: the index of the search."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

from toctoc.config import environment
from toctoc.kernel.errors import Refused

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction


def register(subcommands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to the program."""
    parser = subcommands.add_parser("search", help="the index of the search")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    verb = verbs.add_parser(
        "rebuild",
        help="build the index from the rows",
        description=(
            "Build the index of the search from the rows, with a progress bar, and let it answer at once when it is "
            "whole. The server may run meanwhile; a run that was cut short goes on where it was."
        ),
    )
    verb.set_defaults(run=rebuild)


def rebuild(_asked: Namespace) -> int:
    """Build it; say how many objects were looked at, and what the index weighs."""
    environment.read()
    # Loaded here, so that the program's help needs no Django.
    importlib.import_module("django").setup()
    importlib.import_module("toctoc.config.serve.prepare").prepare()
    bars = importlib.import_module("toctoc.config.world.bars").bars
    engines = importlib.import_module("toctoc.search.services.engines")
    building = importlib.import_module("toctoc.search.services.rebuild")
    try:
        with bars("Index", building.count()) as step:
            looked_at = building.rebuild(step)
    except engines.Busy:
        raise Refused("Quelqu’un écrit dans l’index en ce moment. Recommencez dans un instant.") from None
    sys.stdout.write(f"{looked_at} objects looked at, {engines.engine().size()} bytes\n")
    return 0
