"""Arguments that the commands which listen share."""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser

LARGEST_PORT = 65_535
MOST_WORKERS = 64


def port_number(text: str) -> int:
    """Return a port; raise when it is not one."""
    return _number(text, LARGEST_PORT, "a port")


def worker_count(text: str) -> int:
    """Return a number of processes; raise when it is not one."""
    return _number(text, MOST_WORKERS, "a number of processes")


def add_address(parser: ArgumentParser, *, port: int) -> None:
    """Add ``--host`` and ``--port``."""
    parser.add_argument("--host", default="127.0.0.1", metavar="H", help="address to listen to (default: %(default)s)")
    parser.add_argument(
        "--port", type=port_number, default=port, metavar="P", help="port to listen to (default: %(default)s)"
    )


def add_workers(parser: ArgumentParser) -> None:
    """Add ``--workers``."""
    parser.add_argument(
        "--workers", type=worker_count, default=1, metavar="N", help="processes for pages (default: %(default)s)"
    )


def _number(text: str, largest: int, what: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= largest:
        raise ArgumentTypeError(f"{text!r} is not {what} from 1 to {largest}")
    return int(text)
