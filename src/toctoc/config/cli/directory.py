"""``toctoc directory``: the open file of French health professionals."""

from __future__ import annotations

import importlib
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Callable, Iterator

DONE, REFUSED = 0, 1


def register(subcommands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to the program."""
    directory = subcommands.add_parser("directory", help="the directory of professionals", description="Directory.")
    verbs = directory.add_subparsers(metavar="VERB", required=True)
    imports = verbs.add_parser(
        "import",
        help="read the open file of French health professionals",
        description=(
            "Read PS_LibreAcces_Personne_activite, as it is or in a .gz or .zip, into digests by which people prove "
            "their profession. Readers keep the old directory until the new one is whole; a run that was cut short "
            "leaves the old one. A few broken rows are left out and named by line; a file that is cut short, of "
            "another form, or broken in more than 5 % of its rows is refused whole, with exit code 1."
        ),
    )
    imports.add_argument("file", metavar="FILE", help="the file, or - for the standard input")
    imports.add_argument("--accept-smaller", action="store_true", help="though it has far fewer rows or people")
    imports.add_argument("--quiet", action="store_true", help="no progress bar")
    imports.set_defaults(run=run)


def run(asked: Namespace) -> int:
    """Import; print what it came to and which lines were left out."""
    importlib.import_module("django").setup()
    importlib.import_module("toctoc.config.serve.prepare").prepare()
    importing = importlib.import_module("toctoc.proofs.paths.directory.services.importing")
    steps = _silent if asked.quiet else importlib.import_module("toctoc.config.world.bars").bars
    try:
        done = importing.import_directory(file=asked.file, accept_smaller=asked.accept_smaller, steps=steps)
    except Invalid as error:
        for line in getattr(error, "__notes__", []):
            sys.stderr.write(f"toctoc: {line}\n")
        raise
    for fault in done.tally.faults:
        sys.stderr.write(f"toctoc: {fault}\n")
    sys.stdout.write(_sentence(done))
    return DONE


def _sentence(done: Any) -> str:  # noqa: ANN401 an Imported, whose module needs Django
    tally = done.tally
    read = f"lignes lues : {tally.rows} · gardées : {tally.kept} · sans numéro RPPS : {tally.set_aside}"
    people = f"personnes : {done.people} · parties : {done.left} · preuves mises en réexamen : {done.doubted}"
    same = "Cet annuaire était déjà importé : rien n’a changé.\n" if done.is_same else ""
    return f"{read} · refusées : {tally.broken}\n{people}\n{same}"


@contextmanager
def _silent(_words: str, _total: int, /) -> Iterator[Callable[[int], object]]:
    yield lambda done: done
