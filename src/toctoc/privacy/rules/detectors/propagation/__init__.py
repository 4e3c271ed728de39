"""A name found once is looked for everywhere else in the text, and so are the names found elsewhere in the thread.

"Olive Lefèvre" makes "lefevre" and "Olive" names in any case and without accents. A part that is an ordinary word too
("olive") needs its capital, or a place in the sentence where a person stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.names import Candidate, candidate_at, cues
from toctoc.privacy.rules.detectors.names.evidence import stands_as_person
from toctoc.privacy.rules.detectors.names.phrases import aside_of
from toctoc.privacy.rules.detectors.names.words import words_of
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.detectors.names.words import Word
    from toctoc.privacy.rules.reading import Reading

_REASON = "Ce nom désigne une personne ailleurs dans cette conversation."
_PIECE = lazy(r"[^\W\d_]+")
# Shorter parts in lower case are too often something else ("an", "ly").
_SHORTEST = 3
_NO_PART = cues.FUNCTION | cues.PARTICLES | cues.NEVER | cues.TITLES


class Propagation:
    """Finds again the parts of names that were masked."""

    kind = "name"

    def detect_beside(self, reading: Reading, found: list[Finding]) -> Iterator[Finding]:
        """Yield every other place of a name that was ``found`` or that is known around the text."""
        words = words_of(reading)
        names = _parts(reading, words, found)
        if not names:
            return
        aside = aside_of(reading)
        replacement = "[name]" if reading.language == "en" else "[nom]"
        taken = set(_places(words, [finding for finding in found if finding.level is not Level.LOOK]))
        for place, word in enumerate(words):
            if word.key in names and place not in taken and place not in aside and _is_again(reading, words, place):
                yield Finding(word.start, word.end, self.kind, Level.MASK, _REASON, replacement)


def _parts(reading: Reading, words: list[Word], found: list[Finding]) -> set[str]:
    """Return the keys of the words that masked names hold, and of the names known around the text."""
    parts = {part for name in reading.around.names for part in _PIECE.findall(key(name))}
    named = [finding for finding in found if finding.kind == "name" and finding.level is not Level.LOOK]
    parts.update(words[place].key for place in _places(words, named))
    return {part for part in parts - _NO_PART if len(part) >= _SHORTEST}


def _places(words: list[Word], found: list[Finding]) -> Iterator[int]:
    """Yield the places of the words that findings, in order, cover."""
    place = 0
    for finding in found:
        while place < len(words) and words[place].end <= finding.start:
            place += 1
        while place < len(words) and words[place].start < finding.end:
            yield place
            place += 1


def _is_again(reading: Reading, words: list[Word], place: int) -> bool:
    """Tell whether the word means the person here too."""
    word = words[place]
    if not word.ordinary and not word.known.medical and not word.known.eponym:
        return True
    candidate = candidate_at(reading, words, place) or Candidate(reading.text, words, place, place + 1, None)
    return stands_as_person(candidate)
