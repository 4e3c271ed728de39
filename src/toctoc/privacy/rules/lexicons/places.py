"""French communes by name and by postcode, and departments with the article that French puts before them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from toctoc.privacy.rules.lexicons.table import Table

LAYOUT = b"TTCOM001"
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, a delegated or associated one, or an arrondissement of Paris, Lyon or Marseille.

    ``code`` is INSEE's; ``population`` counts its residents, 0 when unknown.
    """

    name: str
    department: str
    postcodes: tuple[str, ...]
    population: int
    code: str


@dataclass(frozen=True, slots=True)
class Department:
    """A department or a collectivity overseas. ``of`` is its name after a noun: "une commune des Deux-Sèvres"."""

    code: str
    name: str
    of: str
    region: str


class Places:
    """Communes, looked up where they lie on the disk."""

    def __init__(self) -> None:
        self._table = Table(_HERE / "communes.bin", LAYOUT)

    @lru_cache(maxsize=512)  # noqa: B019 there is one, and it lives as long as the program
    def communes(self, wanted: str) -> tuple[Commune, ...]:
        """Return the communes known by ``wanted`` (a flat name or a postcode), the most populated first."""
        return tuple(self._commune(place) for place in self._table.every(wanted))

    def knows(self, wanted: str) -> bool:
        """Tell whether a commune has that flat name."""
        return self._table.first(wanted) is not None

    def _commune(self, place: int) -> Commune:
        text = self._table.extra
        end = place
        while text[end] != 10:  # noqa: PLR2004 a line feed
            end += 1
        name, code, postcodes, population = str(text[place:end], "utf-8").split("\t")
        return Commune(name, department_of(code), tuple(postcodes.split()), int(population), code)


def department_of(code: str) -> str:
    """Return the department's code in a commune's INSEE code: three figures overseas."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]


@cache
def departments() -> dict[str, Department]:
    """Return every department by its code."""
    lines = (files(__package__) / "lists" / "departments.txt").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {code: Department(code, name, of, region) for code, name, of, region in rows}
