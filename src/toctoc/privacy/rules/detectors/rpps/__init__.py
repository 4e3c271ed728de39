"""The number of a health professional in the French register (RPPS), recognised by its last digit.

Eleven figures of which the last verifies the others (Luhn); those in use begin with 10. An 8 in front makes it the
national identifier (ANS, "Identification nationale PP"). The register is public: a number beside a pseudonym is a name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.people.rules.registers import RPPS_LENGTH, luhn_holds
from toctoc.privacy.rules.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

_GAP = r"[\s.\-_/·]{0,2}"
_PATTERN = re.compile(rf"(?<!\d)(?<!\d[.,])(?:8{_GAP})?(\d(?:{_GAP}\d){{10}})(?!\d|[.,]\d)")
_NOT_FIGURES = re.compile(r"\D+")
_IN_USE = "10"
# The word is looked for this many characters before the figures.
_NEAR = 40
_WORD = re.compile(r"\brpps", re.IGNORECASE)


class RppsDetector:
    """Finds numbers whose last digit is right, and that begin as those in use or follow the word."""

    kind = "rpps"

    def detect(self, folded: str) -> Iterator[Finding]:
        """Yield every such number."""
        for match in _PATTERN.finditer(folded):
            number = _NOT_FIGURES.sub("", match[1])
            is_named = _WORD.search(folded, max(0, match.start() - _NEAR), match.start()) is not None
            if len(number) == RPPS_LENGTH and luhn_holds(number) and (is_named or number.startswith(_IN_USE)):
                yield Finding(
                    match.start(),
                    match.end(),
                    self.kind,
                    Level.BLOCK,
                    "Un numéro RPPS désigne une personne : l’annuaire des professionnels est public.",
                )
