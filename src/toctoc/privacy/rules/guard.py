"""Look at a text with every detector, and say what was found where the writer wrote it."""

from __future__ import annotations

from toctoc.privacy.rules.detectors import DETECTORS
from toctoc.privacy.rules.findings import Finding
from toctoc.privacy.rules.folding import fold


def inspect(text: str) -> list[Finding]:
    """Return the findings in ``text``, in order, without overlap (the first and longest wins)."""
    folded = fold(text)
    found = sorted(
        (
            Finding(*folded.span(f.start, f.end), f.kind, f.level, f.reason)
            for detector in DETECTORS
            for f in detector.detect(folded.text)
        ),
        key=lambda f: (f.start, -f.end),
    )
    kept: list[Finding] = []
    for finding in found:
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
    return kept
