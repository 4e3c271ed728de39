"""``toctoc world``: fill an empty folder with the demonstration world."""

from __future__ import annotations

import importlib
import os
import sys
from argparse import ArgumentTypeError
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from toctoc.config import environment

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction

SCALES = ("small", "large")
LARGEST_SEED = 2**31
_LONGEST = 20


def register(subcommands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to the program."""
    parser = subcommands.add_parser(
        "world",
        help="make the demonstration world in an empty folder",
        description=(
            "Make the demonstration world: people who do not exist, eighteen months of questions and answers. "
            "The same scale, seed and end make the same world. Refuses a database that has actors."
        ),
    )
    add_world(parser)
    parser.add_argument(
        "--until",
        type=moment,
        default=None,
        metavar="ISO",
        help="the moment the world ends, like 2026-03-01T12:00:00Z (default: the start of this hour)",
    )
    parser.add_argument("--if-empty", action="store_true", help="leave a database that has actors as it is")
    parser.set_defaults(run=run)


def add_world(parser: ArgumentParser) -> None:
    """Add ``--data``, ``--scale`` and ``--seed``."""
    parser.add_argument("--data", metavar="DIR", help="data folder (default: TOCTOC_DATA_DIR, or ./data)")
    parser.add_argument(
        "--scale", choices=SCALES, default="small", help="small: 525 people; large: 5,000 (default: %(default)s)"
    )
    parser.add_argument("--seed", type=seed, default=1, metavar="N", help="which world (default: %(default)s)")


def run(asked: Namespace) -> int:
    """Make it; print what it came to."""
    if asked.data:
        os.environ["TOCTOC_DATA_DIR"] = asked.data
    environment.read()
    # Loaded here, so that the program's help needs no Django.
    importlib.import_module("django").setup()
    importlib.import_module("toctoc.config.serve.prepare").prepare()
    if asked.if_empty and importlib.import_module("toctoc.config.world.making").is_inhabited():
        return 0
    bars = importlib.import_module("toctoc.config.world.bars").bars
    made = importlib.import_module("toctoc.config.world").make(asked.scale, asked.seed, asked.until, bars)
    sys.stdout.write(f"{made}\n")
    return 0


def seed(text: str) -> int:
    """Return a seed; raise when it is not a whole number."""
    # Python refuses to read numbers of thousands of figures: they are bounded before.
    if not text.isdecimal() or len(text) > _LONGEST or int(text) > LARGEST_SEED:
        raise ArgumentTypeError(f"{text[:_LONGEST]!r} is not a whole number from 0 to {LARGEST_SEED}")
    return int(text)


def moment(text: str) -> datetime:
    """Return a moment with its time zone (UTC when it says none); raise when it is not one."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a moment like 2026-03-01T12:00:00Z") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
