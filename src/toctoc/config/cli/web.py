"""``toctoc web``: pages only."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from toctoc.config import environment
from toctoc.config.serve.listening import add_address, add_workers

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction


def register(subcommands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to the program."""
    parser = subcommands.add_parser(
        "web",
        help="only the process for pages, for several machines",
        description="Answer pages and API requests. Run 'toctoc serve' once, or migrate, before.",
    )
    add_address(parser, port=8000)
    add_workers(parser)
    parser.set_defaults(run=run)


def run(asked: Namespace) -> int:
    """Answer until told to end."""
    environment.read()
    # Loaded here, so that the program's help needs no server.
    code: int = importlib.import_module("toctoc.config.serve.web").run(asked.host, asked.port, asked.workers)
    return code
