"""``toctoc serve``: pages, streams and work under one parent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.config.serve.listening import add_address, add_workers, port_number
from toctoc.config.serve.parent import Plan, serve

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction


def register(subcommands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to the program."""
    parser = subcommands.add_parser(
        "serve",
        help="web, stream and background worker processes under one parent",
        description="Start pages, streams and background work, keep them alive, end them cleanly on SIGTERM.",
    )
    add_address(parser, port=8000)
    add_workers(parser)
    parser.add_argument(
        "--stream-port", type=port_number, default=0, metavar="P", help="port of streams (default: the next free)"
    )
    parser.set_defaults(run=run)


def run(asked: Namespace) -> int:
    """Serve until told to end."""
    return serve(Plan(asked.host, asked.port, asked.workers, asked.stream_port))
