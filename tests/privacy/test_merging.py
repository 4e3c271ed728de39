"""One list of what several detectors found does not depend on the order in which they looked."""

from __future__ import annotations

from itertools import permutations

from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.merging import merged

TEXT = "Claire Martin"
TIED = (
    Finding(0, 6, "name", Level.MASK, "Un prénom.", "[prénom]"),
    Finding(0, 6, "name", Level.MASK, "Une signature.", "[prénom]"),
    Finding(0, 6, "name", Level.MASK, "Une signature.", "[nom]"),
    Finding(7, 13, "name", Level.MASK, "Un nom.", "[nom]"),
)


def test_findings_that_tie_are_kept_in_one_order_whoever_came_first() -> None:
    lists = {tuple(merged(TEXT, order)) for order in permutations(TIED)}
    assert lists == {(TIED[0], TIED[3])}
