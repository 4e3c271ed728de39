"""Look at a text with every detector, and say what was found where the writer wrote it."""

from __future__ import annotations

from toctoc.privacy.rules.detectors import DETECTORS
from toctoc.privacy.rules.findings import Finding
from toctoc.privacy.rules.folding import fold, shown


def inspect(text: str) -> list[Finding]:
    """Return what ``text`` holds, typed and shown, in order, without overlap (the first and longest wins)."""
    typed = fold(text)
    seen = shown(typed)
    found = sorted(
        (
            Finding(*reading.span(f.start, f.end), f.kind, f.level, f.reason)
            for reading in ([typed] if seen is typed else [typed, seen])
            for detector in DETECTORS
            for f in detector.detect(reading.text)
        ),
        key=lambda f: (f.start, -f.end),
    )
    kept: list[Finding] = []
    for finding in found:
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
    return kept
