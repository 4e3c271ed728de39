"""The program ``toctoc``: one module per command."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from typing import TYPE_CHECKING

from toctoc import __version__
from toctoc.config.environment import WrongSetting
from toctoc.kernel.errors import ToctocError

if TYPE_CHECKING:
    from collections.abc import Sequence

# Each module has ``register(subcommands)``, which adds its parser with ``set_defaults(run=...)``; ``run`` takes the
# parsed arguments and returns the exit code. One line here adds a command.
COMMANDS: tuple[str, ...] = (
    "demo",
    "psc_demo",
    "world",
    "serve",
    "web",
    "stream",
    "worker",
    "doctor",
    "refresh",
    "search",
    "account",
    "keys",
    "guard",
    "imports",
    "directory",
    "mail",
    "simulate",
)

DONE, REFUSED, BAD_USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; exit codes: 0 done, 1 refused with a sentence, 2 bad usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toctoc.config.settings")
    parser = argparse.ArgumentParser(prog="toctoc", description="Toctoc: you knock, a peer answers.")
    parser.add_argument("--version", action="version", version=f"toctoc {__version__}")
    subcommands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in _wanted(sys.argv[1:] if arguments is None else arguments):
        importlib.import_module(f"toctoc.config.cli.{name}").register(subcommands)
    parsed = parser.parse_args(arguments)
    try:
        code: int = parsed.run(parsed)
    except (WrongSetting, ToctocError) as error:
        sys.stderr.write(f"toctoc: {error}\n")
        return REFUSED
    except BrokenPipeError:
        return DONE
    except KeyboardInterrupt:
        return 130
    return code


def _wanted(arguments: Sequence[str]) -> Sequence[str]:
    """Return the commands to load: the one asked for, so that each starts small, or all for the general help."""
    asked = arguments[0].replace("-", "_") if arguments else ""
    return (asked,) if asked in COMMANDS else COMMANDS
