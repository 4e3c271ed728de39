"""Make one list of what several detectors found: in order, without overlap, hiding at least as much as each of them."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import replace
from typing import TYPE_CHECKING

from toctoc.privacy.rules.findings import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toctoc.privacy.rules.findings import Finding

_RANK = {Level.BLOCK: 0, Level.MASK: 1, Level.LOOK: 2}

# Letters of what is more than an article or a preposition.
_A_WORD = 4


def merged(text: str, findings: Iterable[Finding]) -> list[Finding]:
    """Return ``findings`` in the order of ``text``.

    The stricter level wins, then the longer stretch; of the other, what sticks out is kept as a finding of its own, so
    that no word that any detector named is left out.
    """
    kept: list[Finding] = []
    for finding in sorted(set(findings), key=_strictest_and_longest):
        for piece in _outside(finding, kept):
            if piece.end - piece.start == finding.end - finding.start:
                insort(kept, piece, key=_start)
            elif _says_something(text[piece.start : piece.end]):
                insort(kept, replace(piece, replacement=""), key=_start)
    return kept


def _strictest_and_longest(finding: Finding) -> tuple[int, int, int, str, str, str]:
    """Return what comes first; all of a finding, so that the same text gives the same list in every process."""
    told = finding.kind, finding.reason, finding.replacement
    return _RANK[finding.level], finding.start - finding.end, finding.start, *told


def _says_something(rest: str) -> bool:
    """Tell whether what sticks out could name somebody: a figure, a capital, a word of some length; not "le"."""
    return sum(c.isalpha() for c in rest) >= _A_WORD or any(c.isdigit() or c.isupper() for c in rest)


def _start(finding: Finding) -> int:
    return finding.start


def _outside(finding: Finding, kept: list[Finding]) -> Iterator[Finding]:
    """Yield the parts of ``finding`` that none of ``kept`` (in order, without overlap) covers."""
    place = bisect_left(kept, finding.start, key=_start)
    if place and kept[place - 1].end > finding.start:
        place -= 1
    start, covered = finding.start, []
    while place < len(kept) and kept[place].start < finding.end:
        covered.append(kept[place])
        place += 1
    for other in covered:
        if other.start > start:
            yield replace(finding, start=start, end=other.start)
        start = max(start, other.end)
    if start < finding.end:
        yield replace(finding, start=start)
