"""``toctoc import``: what others wrote, read into threads."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from toctoc.kernel.errors import Invalid

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
    retractions = kinds.add_parser(
        "retractions",
        help="articles that were retracted (Retraction Watch database, published by Crossref)",
        description=(
            "Read a CSV file of the form that Crossref publishes, line by line, with columns OriginalPaperDOI, "
            "RetractionDate and RetractionNature (or doi, date, nature). What is known stays as it is: a second run "
            "changes nothing, a run that was cut short is run again. The worker then marks the practice sheets that "
            "rest on a retracted article. Lines without a DOI or a known nature are counted and left out."
        ),
    )
    retractions.add_argument("file", type=Path, metavar="FILE", help="the CSV file, in UTF-8")
    retractions.add_argument("--quiet", action="store_true", help="no progress bar")
    retractions.set_defaults(run=run_retractions)


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


def run_retractions(asked: Namespace) -> int:
    """Import the list; print how many lines were read, left out, and changed what is known."""
    importlib.import_module("django").setup()
    importlib.import_module("toctoc.config.serve.prepare").prepare()
    importing = importlib.import_module("toctoc.questions.services.sheets.retractions")
    try:
        with asked.file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            if asked.quiet:
                done = importing.import_retractions(lines=lines, step=unshown)
            else:
                with importlib.import_module("toctoc.config.world.bars").bars("Lignes", 0) as step:
                    done = importing.import_retractions(lines=lines, step=step)
    except OSError as error:
        raise Invalid("%(file)s ne peut pas être lu.", field="file", file=asked.file) from error
    told = f"lignes lues : {done.lines} · laissées : {done.left_out} · nouvelles ou changées : {done.changed}"
    sys.stdout.write(f"{told}\n")
    return DONE


def unshown(done: int) -> int:
    """Return what was done, for a run that shows no bar."""
    return done
