"""``toctoc mail``: answers that come by e-mail."""

from __future__ import annotations

import importlib
import os
import sys
from typing import TYPE_CHECKING

from toctoc.config import environment

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction


def register(subcommands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to the program."""
    parser = subcommands.add_parser("mail", help="answers that come by e-mail")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    verb = verbs.add_parser(
        "receive",
        help="take one letter from the standard input",
        description=(
            "Take one letter (RFC 5322) from the standard input, as Postfix or Exim hand it over, and say in one word "
            "what became of it. The same letter twice is one answer. When the database does not answer, the exit code "
            "is 75: the mail server keeps the letter and tries again."
        ),
    )
    verb.set_defaults(run=receive)


def receive(_asked: Namespace) -> int:
    """Take the letter; say what became of it."""
    environment.read()
    # Loaded here, so that the program's help needs no Django.
    importlib.import_module("django").setup()
    database = importlib.import_module("django.db")
    reading = importlib.import_module("toctoc.questions.rules.letters.reading")
    receiving = importlib.import_module("toctoc.questions.services.mail.receiving")
    # One byte more than is taken: what is longer is seen to be, and not held.
    raw = sys.stdin.buffer.read(reading.LARGEST + 1)
    try:
        outcome: str = receiving.receive(raw=raw)
    except database.Error:
        sys.stderr.write("toctoc: the database does not answer; the letter can be handed over again.\n")
        return os.EX_TEMPFAIL
    sys.stdout.write(f"{outcome}\n")
    return 0
