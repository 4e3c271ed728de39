"""Look at a text with every detector, and say what was found where the writer wrote it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors import DETECTORS, LATER, STRICT
from toctoc.privacy.rules.findings import Level
from toctoc.privacy.rules.folding import fold, marked, shown
from toctoc.privacy.rules.machine_ids import without_machine_ids
from toctoc.privacy.rules.merging import merged
from toctoc.privacy.rules.reading import Around, Reading
from toctoc.privacy.rules.tagging import Tagger, doubted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toctoc.privacy.rules.findings import Finding
    from toctoc.privacy.rules.folding import Folded

_TAGGER = Tagger()


def inspect(text: str, language: str = "fr", around: Around | None = None) -> list[Finding]:
    """Return what ``text`` holds, typed and shown, in order, without overlap (the strictest and longest wins).

    ``around`` is what is known outside of it; without it, today and no names.
    """
    return _read(text, language, around or Around(), found_in)


def inspect_strictly(text: str, language: str = "fr") -> list[Finding]:
    """Return only what may never leave, in order; a third of the work of :func:`inspect`."""
    return _read(text, language, Around(), _blocked_in)


def _read(text: str, language: str, around: Around, find: Callable[[Reading], list[Finding]]) -> list[Finding]:
    """Read what a page shows, and once more as typed the lines where it does not show all: a link's target, a mark."""
    typed = fold(text)
    seen = shown(typed)
    found = list(_placed(find(Reading(seen.text, language, around)), seen, 0))
    if seen is not typed:
        for start, end in marked(typed):
            found += _placed(find(Reading(typed.text[start:end], language, around)), typed, start)
    return merged(text, without_machine_ids(text, found))


def _placed(found: list[Finding], folded: Folded, offset: int) -> Iterator[Finding]:
    """Yield what was found in a stretch of a folded text that starts at ``offset``, where the writer wrote it."""
    for finding in found:
        start, end = folded.span(finding.start + offset, finding.end + offset)
        yield replace(finding, start=start, end=end)


def _blocked_in(reading: Reading) -> list[Finding]:
    found = [finding for detector in STRICT for finding in detector.detect(reading)]
    return merged(reading.text, [finding for finding in found if finding.level is Level.BLOCK])


def found_in(reading: Reading) -> list[Finding]:
    """Return what every detector finds in one reading of a text; offsets are those of the reading."""
    found = merged(reading.text, [finding for detector in DETECTORS for finding in detector.detect(reading)])
    for later in LATER:
        found = merged(reading.text, [*found, *later.detect_beside(reading, found)])
    found = doubted(reading, found)
    return merged(reading.text, [*found, *_TAGGER.detect_beside(reading, found)])
