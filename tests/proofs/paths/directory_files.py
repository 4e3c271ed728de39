"""Files of the national directory, of people who do not exist."""

from __future__ import annotations

from pathlib import Path

from tests.register_numbers import fictional_rpps
from toctoc.proofs.paths.directory.rules import columns

FOLDER = Path(__file__).parents[2] / "data" / "directory"
HEADER = (FOLDER / "header.txt").read_text(encoding="utf-8").removesuffix("\n")
NAMES = HEADER.split(columns.BAR)
GOOD = {
    columns.KIND: "8",
    columns.LAST: "GALET-DUPRÉ",
    columns.FIRST: "CAMILLE ANNE",
    columns.PROFESSION: "10",
    columns.CATEGORY: "C",
    columns.SPECIALTY: "SM15",
    columns.MAILBOX: "",
    "Libellé profession": "Médecin",
}


def row(number: int, **changed: str) -> str:
    """Return a row about the fictional person ``number``; ``changed`` by names of constants of ``rules.columns``."""
    said = GOOD | {columns.IDENTIFIER: f"8{fictional_rpps(number)}"}
    said |= {getattr(columns, name): value for name, value in changed.items()}
    return columns.BAR.join(said.get(name, "") for name in NAMES)


def file_of(*rows: str, header: str = HEADER, encoding: str = "utf-8", end: str = "\n") -> bytes:
    """Return a file of these rows."""
    return "".join(f"{line}{end}" for line in (header, *rows)).encode(encoding)
