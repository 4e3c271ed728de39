"""``toctoc keys rotate``: sign attestations with a new key."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

from toctoc.config import environment

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction


def register(subcommands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to the program."""
    keys = subcommands.add_parser("keys", help="signing keys", description="The keys that sign attestations.")
    verbs = keys.add_subparsers(metavar="VERB", required=True)
    rotate = verbs.add_parser(
        "rotate",
        help="sign attestations with a new key",
        description=(
            "Make a new key and sign attestations with it from now on; print its public half. Earlier keys stay in "
            "did.json, so that attestations signed with them still hold. The server may run meanwhile."
        ),
    )
    rotate.add_argument(
        "--forget-earlier",
        action="store_true",
        help="for a key that somebody may have read: every attestation signed so far falls",
    )
    rotate.set_defaults(run=run)


def run(asked: Namespace) -> int:
    """Make the key; what it prints is for servers that pin it."""
    environment.read()
    # Loaded here, so that the program's help needs no Django.
    importlib.import_module("django").setup()
    importlib.import_module("toctoc.config.serve.prepare").prepare()
    rotate = importlib.import_module("toctoc.people.services.server_keys").rotate_server_key
    sys.stdout.write(f"{rotate(forget_earlier=asked.forget_earlier)}\n")
    return 0
