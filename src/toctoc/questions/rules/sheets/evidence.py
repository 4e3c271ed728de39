"""References of a sheet with their level of evidence, and what a register of retractions says of them.

The levels are the grades of the French authority for health (HAS, *Niveau de preuve et gradation des recommandations de
bonne pratique*, 2013): A established proof, B scientific presumption, C low level, AE expert consensus.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from toctoc.community.rules.references import DOI, MOST_REFERENCES, Reference, reference_in
from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable


class Level(StrEnum):
    """What supports a sentence; empty when nobody said."""

    A = "A"
    B = "B"
    C = "C"
    EXPERTS = "AE"
    UNSAID = ""


LEVEL_WORDS: dict[Level, tuple[str, str]] = {
    Level.A: ("grade A, preuve établie", "grade A, established evidence"),
    Level.B: ("grade B, présomption scientifique", "grade B, scientific presumption"),
    Level.C: ("grade C, faible niveau de preuve", "grade C, low level of evidence"),
    Level.EXPERTS: ("accord d’experts", "expert consensus"),
    Level.UNSAID: ("niveau non précisé", "level not stated"),
}
# "A 10.1000/xyz", "AE : https://www.has-sante.fr/…"; what follows is read as any reference is.
_LEVELLED = re.compile(r"\s*(AE|[ABC])(?:\s*[:|–—-]\s*|\s+)(?=\S)(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Support:
    """A reference in due form, with its level."""

    level: Level
    reference: Reference

    @property
    def line(self) -> str:
        """Return it as it is typed."""
        shown = f"PMID {self.reference.identifier}" if self.reference.kind == "pmid" else self.reference.identifier
        if self.reference.kind not in {DOI, "pmid", "pmcid", "isbn"}:
            shown = self.reference.address
        return f"{self.level} {shown}".strip()

    @property
    def doi(self) -> str:
        """Return its DOI as registers of retractions are asked, or an empty string."""
        return doi_key(self.reference.identifier) if self.reference.kind == DOI else ""


def doi_key(identifier: str) -> str:
    """Return a DOI under which it is found again: DOIs have no case (ISO 26324)."""
    return identifier.lower()


def supports_in(typed: str) -> tuple[Support, ...]:
    """Return the references of a sheet, each once, one a line, in their order.

    Raises :class:`Invalid` for a line that is no reference, and for more than ten.
    """
    lines = [line for line in typed.splitlines() if line.strip()]
    if len(lines) > MOST_REFERENCES:
        raise Invalid("Une fiche cite au plus %(most)s références.", field="references", most=MOST_REFERENCES)
    found: dict[Reference, Support] = {}
    for line in lines:
        match = _LEVELLED.fullmatch(line)
        level, told = (Level(match[1].upper()), match[2]) if match else (Level.UNSAID, line)
        support = Support(level, reference_in(told))
        found.setdefault(support.reference, support)
    return tuple(found.values())


def lines_of(supports: Iterable[Support]) -> str:
    """Return references as the field of the form holds them."""
    return "\n".join(one.line for one in supports)
