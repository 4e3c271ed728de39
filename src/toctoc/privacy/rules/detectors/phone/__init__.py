"""Phone numbers that reach a person; emergency and public service numbers are welcome."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.privacy.rules.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

_GAP = r"[\s.\-_/·]{0,2}"
# French numbers: 0 then nine digits (ARCEP's numbering plan), or +33 / 0033 / 33 with the first zero dropped or in
# brackets; overseas prefixes 262, 508, 590, 594, 596, 681, 687, 689.
_FRENCH = rf"(?:(?:\+|00){_GAP}(?:33|262|508|590|594|596|681|687|689){_GAP}(?:\(0\){_GAP})?|0{_GAP})[1-9](?:{_GAP}\d){{8}}"
# Other countries: a plus sign and 8 to 14 digits (ITU-T E.164 allows 15 in all).
_FOREIGN = rf"\+{_GAP}[1-9](?:{_GAP}\d){{7,13}}"
_PATTERN = re.compile(rf"(?<![\w,.+-])(?:{_FRENCH}|{_FOREIGN})(?![\w]|[,.]\d)")
_DIGITS = re.compile(r"\D")
# 0800 to 0805: free numbers of helplines, which may be passed on.
_HELPLINE = re.compile(r"080[0-5]")


class PhoneDetector:
    """Finds French and international phone numbers; not 15, 3114 or 0800 helplines."""

    kind = "phone"

    def detect(self, folded: str) -> Iterator[Finding]:
        """Yield every number that reaches a person."""
        for match in _PATTERN.finditer(folded):
            if _HELPLINE.match(_DIGITS.sub("", match[0])):
                continue
            yield Finding(
                match.start(), match.end(), self.kind, Level.BLOCK, "Un numéro de téléphone désigne une personne."
            )
