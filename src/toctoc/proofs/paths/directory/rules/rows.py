"""One row of the open file: what is taken from it, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.people.rules.registers import RPPS_LENGTH, RPPS_TYPE, luhn_holds
from toctoc.proofs.paths.directory.rules.columns import BAR
from toctoc.proofs.paths.directory.rules.mailboxes import mailbox
from toctoc.proofs.paths.directory.rules.names import folded

if TYPE_CHECKING:
    from toctoc.proofs.paths.directory.rules.columns import Layout

# Codes of professions, categories and of what a physician can do: figures and capitals ("10", "C", "SM04").
_CODE = re.compile(r"[A-Z0-9]{1,8}")
NO_CODE = "-"


class BrokenRow(Exception):
    """A row is not what it should be; the sentence names nobody."""


@dataclass(frozen=True, slots=True)
class Practice:
    """Codes of the national directory: profession, category (civil, military, student) and specialty, or ``-``."""

    profession: str
    category: str
    specialty: str

    def __str__(self) -> str:
        return f"{self.profession}.{self.category}.{self.specialty}"

    @classmethod
    def of(cls, text: str) -> Practice:
        """Return what :meth:`__str__` wrote."""
        profession, category, specialty = text.split(".")
        return cls(profession, category, specialty)


@dataclass(frozen=True, slots=True)
class Row:
    """A person doing something somewhere; ``mailbox`` may be empty. Lives for an instant: digests are kept."""

    identifier: str
    names: tuple[str, ...]
    practice: Practice
    mailbox: str


def row_of(line: str, layout: Layout) -> Row | None:
    """Return what a line says, or ``None`` for somebody without an RPPS number.

    ADELI and other identifiers are set aside: nobody can be found by them here, as every profession has moved to RPPS
    numbers. Raises :class:`BrokenRow`.
    """
    fields = line.split(BAR)
    if len(fields) != layout.width:
        raise BrokenRow(f"{len(fields)} colonnes au lieu de {layout.width}")
    kind, identifier, last, first, profession, category, specialty, address = (
        fields[place].strip() for place in layout.places
    )
    if not kind:
        raise BrokenRow("le type d’identifiant manque")
    if kind != RPPS_TYPE:
        return None
    _check_identifier(identifier)
    names = folded(last, first)
    if not names:
        raise BrokenRow("le nom ou le prénom manque")
    practice = _practice(profession, category or NO_CODE, specialty or NO_CODE)
    found = mailbox(address) if address else None
    return Row(identifier, names, practice, str(found) if found else "")


def _practice(profession: str, category: str, specialty: str) -> Practice:
    codes = [profession, *(code for code in (category, specialty) if code != NO_CODE)]
    if not all(_CODE.fullmatch(code) for code in codes):
        raise BrokenRow("un code de profession ou de savoir-faire n’en est pas un")
    return Practice(profession, category, specialty)


def _check_identifier(identifier: str) -> None:
    number = identifier.removeprefix(RPPS_TYPE)
    if len(identifier) != RPPS_LENGTH + 1 or len(number) != RPPS_LENGTH:
        raise BrokenRow("l’identifiant n’a pas douze chiffres")
    if not (number.isascii() and number.isdigit() and luhn_holds(number)):
        raise BrokenRow("l’identifiant ne se vérifie pas")
