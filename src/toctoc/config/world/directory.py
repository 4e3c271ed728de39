"""A directory of professionals who do not exist, in the form of the national one.

Numbers begin with 99, where real ones begin with 10; names are things and what they are like.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from toctoc.config.world.chance import chance_for
from toctoc.config.world.names import pseudonyms
from toctoc.people.rules.registers import luhn_holds
from toctoc.proofs.paths.directory.rules import columns
from toctoc.proofs.paths.directory.services.importing import import_directory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.config.world.steps import Steps

PEOPLE = 200
FILE = "annuaire-fictif.txt"
DOMAIN = "cabinet.exemple.test"
_TRADES = (("10", "SM54"), ("10", "SM15"), ("60", ""), ("21", ""), ("50", ""), ("70", ""), ("40", ""), ("10", "SM04"))
# One in so many has a second place of work, which is a row of its own.
_TWO_PLACES = 5


def fictional_file(header: str, people: int, seed: int, *, without_mailbox: int = 0) -> Iterator[str]:
    """Yield the lines of a file of invented people; one in ``without_mailbox`` has none (0: everybody has)."""
    chance = chance_for("directory", seed)
    names = [name.name.rpartition(" ") for name in pseudonyms(chance)]
    places = {name: place for place, name in enumerate(header.split(columns.BAR))}
    yield header
    for number in range(people):
        first, _space, last = names[number % len(names)]
        profession, specialty = _TRADES[number % len(_TRADES)]
        fields = ["x"] * len(places)
        said = {
            columns.KIND: "8",
            columns.IDENTIFIER: f"8{fictional_number(number)}",
            columns.LAST: last.upper(),
            columns.FIRST: first.upper(),
            columns.PROFESSION: profession,
            columns.CATEGORY: "C",
            columns.SPECIALTY: specialty,
            columns.MAILBOX: "" if without_mailbox and number % without_mailbox == 0 else f"p{number}@{DOMAIN}",
        }
        for name, value in said.items():
            fields[places[name]] = value
        line = columns.BAR.join(fields)
        yield from (line, line) if number % _TWO_PLACES == 0 else (line,)


def fictional_number(number: int) -> str:
    """Return an 11-figure number that nobody has and whose last figure is right; ``number`` is below 100 million."""
    stem = f"99{number:08d}"
    return next(stem + str(last) for last in range(10) if luhn_holds(stem + str(last)))


def open_directory(seed: int, steps: Steps) -> None:
    """Import a directory of invented people, and leave its file in the data folder for whoever tries that way."""
    path = Path(settings.ENVIRONMENT.data_dir) / FILE
    path.write_text("\n".join(fictional_file(columns.BAR.join(columns.NEEDED), PEOPLE, seed)) + "\n", encoding="utf-8")
    import_directory(file=str(path), accept_smaller=True, steps=steps)
