"""The French social-security number (NIR), recognised by its key.

Structure: sex (1), year (2), month (2), department (2, letters A or B for Corsica), commune (3), order (3),
key (2) = 97 − (the thirteen figures modulo 97), Corsica counted as 19 for 2A and 18 for 2B (décret n° 82-103,
and INSEE's description of the répertoire national d'identification).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.privacy.rules.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

_GAP = r"[\s.\-_/·]{0,2}"
_PATTERN = re.compile(
    rf"(?<!\d)[1-478](?:{_GAP}\d){{4}}{_GAP}(?:\d{_GAP}\d|2{_GAP}[abAB])(?:{_GAP}\d){{6}}(?:{_GAP}\d{{1}}{_GAP}\d{{1}})(?!\d)"
)
_FILLING = re.compile(r"[^0-9abAB]")
BODY = 13


def nir_key(body: str) -> int:
    """Return the two-figure key of the thirteen characters of a NIR."""
    figures = body.upper().replace("2A", "19").replace("2B", "18")
    return 97 - int(figures) % 97


class NirDetector:
    """Finds social-security numbers whose key is right."""

    kind = "nir"

    def detect(self, folded: str) -> Iterator[Finding]:
        """Yield every number with a valid key."""
        for match in _PATTERN.finditer(folded):
            number = _FILLING.sub("", match[0])
            if nir_key(number[:BODY]) == int(number[BODY:]):
                yield Finding(
                    match.start(),
                    match.end(),
                    self.kind,
                    Level.BLOCK,
                    "Un numéro de sécurité sociale désigne une personne.",
                )
