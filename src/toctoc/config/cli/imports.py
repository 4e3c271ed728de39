"""``toctoc import``: what others wrote, read into threads."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction

DONE, REFUSED = 0, 1


def register(subcommands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to the program."""
    imports = subcommands.add_parser("import", help="read what others wrote into threads", description="Import.")
    kinds = imports.add_subparsers(metavar="KIND", required=True)
    dialogues = kinds.add_parser(
        "dialogues",
        help="the LabForSims2 dialogues (CC BY-SA 4.0)",
        description=(
            "Read the dialogues of the LabForSims2 corpus into public threads, one thread per dialogue, through the "
            "guard. What is already there stays as it is: a second run changes nothing, a run after one that was "
            "cut short goes on. Exit code 1 when a file or a line could not be read or a text was refused; the rest "
            "is loaded all the same."
        ),
    )
    dialogues.add_argument("folder", type=Path, metavar="FOLDER", help="the folder that holds dialogues/ and single/")
    dialogues.add_argument("--pairs", action="store_true", help="also read the question and answer pairs of single/")
    dialogues.add_argument("--quiet", action="store_true", help="no progress bar")
    dialogues.set_defaults(run=run)


def run(asked: Namespace) -> int:
    """Import; print what it came to and what was left out, with reasons."""
    importlib.import_module("django").setup()
    importlib.import_module("toctoc.config.serve.prepare").prepare()
    reading = importlib.import_module("toctoc.config.importing.labforsims2")
    writing = importlib.import_module("toctoc.config.importing.threads")
    corpus = reading.read(asked.folder, with_pairs=asked.pairs)
    report = writing.write_all(corpus, shows_progress=not asked.quiet)
    for line in (*corpus.faults, *report.refusals):
        sys.stderr.write(f"toctoc: {line}\n")
    sys.stdout.write(f"{report.sentence(corpus)}\n")
    return REFUSED if corpus.faults or report.refusals else DONE
