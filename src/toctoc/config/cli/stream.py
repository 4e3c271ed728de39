"""``toctoc stream``: streams only."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from toctoc.config import environment
from toctoc.config.serve.listening import add_address

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction


def register(subcommands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to the program."""
    parser = subcommands.add_parser(
        "stream",
        help="only the process for streams, for several machines",
        description="Tell open screens what happens, by server-sent events.",
    )
    add_address(parser, port=8001)
    parser.set_defaults(run=run)


def run(asked: Namespace) -> int:
    """Stream until told to end."""
    settings = environment.read()
    # Loaded here, so that the program's help needs no server.
    code: int = importlib.import_module("toctoc.config.serve.stream").run(settings, asked.host, asked.port)
    return code
