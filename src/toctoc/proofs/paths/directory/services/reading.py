"""Read the file whole before anything is written: what it says, sorted, and what is wrong with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toctoc.kernel.errors import Invalid
from toctoc.people.services.keys import digest_of_number
from toctoc.proofs.paths.directory.rules.columns import BAR, layout_of
from toctoc.proofs.paths.directory.rules.encoding import Letters
from toctoc.proofs.paths.directory.rules.rows import BrokenRow, row_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from toctoc.proofs.paths.directory.services.sorting import Sorter
    from toctoc.proofs.paths.directory.services.sources import Source

MOST_TOLD = 20
# Above this the file is another than it should be; below, a few rows are spoilt.
MOST_BROKEN = 0.05
# Between two moves of the progress bar.
STEP = 5_000


@dataclass(slots=True)
class Tally:
    """What was read: rows, those kept, those of people without an RPPS number, those broken with the first reasons."""

    rows: int = 0
    kept: int = 0
    set_aside: int = 0
    broken: int = 0
    faults: list[str] = field(default_factory=list)
    content: bytes = b""
    is_cut_short: bool = False

    def blame(self, number: int, error: BrokenRow) -> None:
        """Count a broken row, and keep its reason when it is among the first."""
        self.broken += 1
        if len(self.faults) < MOST_TOLD:
            self.faults.append(f"ligne {number} : {error}")


def read(source: Source, sorter: Sorter, told: Callable[[int], object]) -> Tally:
    """Read every row into ``sorter``; ``told`` hears how many bytes more were read.

    Raises :class:`Invalid` when the header or the letters are not what they should be, or the file ends too soon.
    """
    lines = source.lines()
    header = next(lines, b"")
    letters, tally, content = Letters(header), Tally(), hashlib.sha256(header)
    layout = layout_of(letters.header)
    at, last = 0, header
    for number, line in enumerate(lines, 2):
        content.update(b"\n" + line)
        if not line:
            continue
        tally.rows += 1
        last = line
        try:
            row = row_of(letters.text(line, number), layout)
        except BrokenRow as error:
            tally.blame(number, error)
        else:
            if row is None:
                tally.set_aside += 1
            else:
                tally.kept += 1
                sorter.add(digest_of_number(row.identifier), row)
        if tally.rows % STEP == 0:
            told(source.position() - at)
            at = source.position()
    told(source.position() - at)
    tally.content, tally.is_cut_short = content.digest(), last.count(BAR.encode()) + 1 < layout.width
    return tally


def check(tally: Tally) -> None:
    """Raise :class:`Invalid` for a file that must not be applied: empty, cut short, or broken in too many rows."""
    if not tally.kept:
        raise Invalid("Aucune ligne ne peut être gardée. Rien n’est importé.", field="file")
    if tally.is_cut_short:
        raise Invalid("La dernière ligne est incomplète : le fichier est tronqué. Rien n’est importé.", field="file")
    if tally.broken > tally.rows * MOST_BROKEN:
        raise Invalid(
            "%(broken)s lignes sur %(rows)s ne se lisent pas, plus de 5 %%. Rien n’est importé.",
            field="file",
            broken=tally.broken,
            rows=tally.rows,
        )
