"""Turns a mask that nothing speaks for into a second look: "Vittel" in a list of scores, "la loi Rist"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toctoc.privacy.rules.findings import Level
from toctoc.privacy.rules.tagging.odds import odds

if TYPE_CHECKING:
    from toctoc.privacy.rules.findings import Finding
    from toctoc.privacy.rules.reading import Reading

# What lists of names and places tell; numbers, addresses and dates are told by their form.
_DOUBTED = frozenset({"name", "initials", "commune", "hospital", "family", "job_place", "rare_place"})
# Log-odds under which each word of a finding must stay. On texts of writers that nothing was learned from, one right
# mask in 500 goes, and one wrong one in eight (half of those on clinical text).
AGAINST = -3.0


def doubted(reading: Reading, found: list[Finding]) -> list[Finding]:
    """Return ``found``, with looks for the masks of names and places of which no word seems to point at anybody."""
    if not any(_may_be_doubted(one) for one in found):
        return found
    seen, weighed = odds(reading)
    speaking = [token for token, one in zip(seen.tokens, weighed, strict=True) if one >= AGAINST]
    return [
        replace(one, level=Level.LOOK, replacement="")
        if _may_be_doubted(one) and not any(token.start < one.end and one.start < token.end for token in speaking)
        else one
        for one in found
    ]


def _may_be_doubted(finding: Finding) -> bool:
    return finding.level is Level.MASK and finding.kind in _DOUBTED
