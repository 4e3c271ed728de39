"""Sentences with ``⟦…⟧`` around what a detector must find, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from toctoc.privacy.rules.folding import fold
from toctoc.privacy.rules.merging import merged
from toctoc.privacy.rules.reading import Around, Reading

if TYPE_CHECKING:
    from toctoc.privacy.rules.findings import Detector, Finding

TODAY = date(2026, 11, 22)
_MARK = re.compile(r"⟦([^⟧]*)⟧")


def unmarked(sentence: str) -> str:
    """Return a sentence without its marks."""
    return _MARK.sub(r"\1", sentence)


def wanted(sentence: str) -> list[str]:
    """Return what stands between the marks of a sentence, in order."""
    return _MARK.findall(sentence)


def seen(detector: Detector, text: str, language: str = "fr") -> list[Finding]:
    """Return what one detector alone finds, merged and in order, where it stands in ``text``."""
    folded = fold(text)
    found: list[Finding] = []
    for finding in detector.detect(Reading(folded.text, language, Around(today=TODAY))):
        start, end = folded.span(finding.start, finding.end)
        found.append(replace(finding, start=start, end=end))
    return merged(text, found)


def stretches(detector: Detector, text: str, language: str = "fr") -> list[str]:
    """Return the words that one detector alone finds."""
    return [text[finding.start : finding.end] for finding in seen(detector, text, language)]
