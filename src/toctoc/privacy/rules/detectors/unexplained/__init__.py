"""What nothing explains: a capital that is no known word, a run of figures that is no dose, value or year.

It is a wide net: the writer is asked to look, nothing is proposed. Whatever the lists explain stays quiet, so that a
clinical text is not covered with underlines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.names.familiar import is_renowned
from toctoc.privacy.rules.detectors.names.phrases import aside_of
from toctoc.privacy.rules.detectors.names.words import words_of
from toctoc.privacy.rules.detectors.unexplained.explained import is_explained, is_quiet
from toctoc.privacy.rules.detectors.unexplained.likely import is_likely_name, stands_as_name
from toctoc.privacy.rules.detectors.unexplained.written import written_as_names
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.public import within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.detectors.names.words import Word
    from toctoc.privacy.rules.reading import Reading

_NAME = "Ce mot pourrait être un nom."
_LIKELY = "Ce nom de famille peut désigner une personne."
_NUMBER = "Ce nombre pourrait être un numéro."
_LONG_RUN = 4
_LONGEST_VALUE = 6  # figures: no laboratory counts beyond a million
# Figures one by one, with a sign or a space between: "2 9 0 2 1 9 9".
_SPACED = lazy(r"(?<![\w.,/])\d(?:[ .-]\d){4,20}(?![\w.,/])")
_RUN = lazy(r"(?<![\w.,])[\d]{1,12}(?:[-/.][\d]{1,12}){0,4}(?!\w)")
_MIXED = lazy(r"(?<![\w-])(?=[A-Z0-9-]{6,24}(?![\w-]))[A-Z]{1,4}-?\d{2,}[A-Z0-9-]{0,16}")
_YEAR = lazy(r"(?:1[89]|20)\d\d(?:\s?[-/]\s?(?:(?:1[89]|20)\d\d|\d\d))?$")
_UNIT = lazy(
    r"\s?(?:[%‰°€$µμ×±]|[a-zµμ]{1,4}/|/ ?[a-zµμ]"
    r"|(?:[kmcdµμnp]?(?:g|l|L|m|mol|Eq|UI|U|J|Pa|Hz|V|W|cal|b|o|pb|Da)|x|IU|bpm|ans|mois|fois|pas|euros?)\b"
    r"|(?:[a-zà-ÿ]{3,12} )?[a-zà-ÿ]{3,24}[sx]\b)"  # "1514 patients", "12000 jeunes animaux"
)
_AFTER_VALUE = lazy(r"(?:[=<>≤≥±:×*]|(?<!\w)(?:[nNpP] ?=|x|à|de|sur|et|ou|environ|entre|soit|about|of|over)) ?$")


class Unexplained:
    """Finds capitals and figures that nothing explains."""

    kind = "unexplained"

    def detect_beside(self, reading: Reading, found: list[Finding]) -> Iterator[Finding]:
        """Yield what no detector found and no list knows."""
        taken = _Taken(found)
        replacement = "[name]" if reading.language == "en" else "[nom]"
        for start, end in written_as_names(reading):
            yield Finding(start, end, "name", Level.MASK, _LIKELY, replacement)
        for word, likely in _words(reading, found):
            if likely:
                yield Finding(word.start, word.end, "name", Level.MASK, _LIKELY, replacement)
            elif taken.is_free(word.start, word.end):
                yield Finding(word.start, word.end, self.kind, Level.LOOK, _NAME)
        yield from self._numbers(reading, taken)

    def _numbers(self, reading: Reading, taken: _Taken) -> Iterator[Finding]:
        text = reading.text
        for pattern in (_SPACED, _MIXED, _RUN):
            for match in pattern.finditer(text):
                if (pattern is _RUN and _is_value(text, match)) or within(reading.harmless, *match.span()):
                    continue
                if taken.is_free(match.start(), match.end()):
                    yield Finding(match.start(), match.end(), self.kind, Level.LOOK, _NUMBER)


def _words(reading: Reading, found: list[Finding]) -> Iterator[tuple[Word, bool]]:
    """Yield the words that no finding hides and nothing explains, and whether they are likely names."""
    words, aside = words_of(reading), aside_of(reading)
    names, masked = _hidden(found)
    named = _places(words, names)
    for place, word in enumerate(words):
        if is_quiet(word.form) or place in aside or not masked.is_free(word.start, word.end):
            continue
        if is_renowned([word]):
            continue
        unexplained = not is_explained(words, place)
        if stands_as_name(words, place, named) or (unexplained and is_likely_name(reading.text, words, place)):
            named.add(place)
            yield word, True
        elif unexplained:
            yield word, False


def _hidden(found: list[Finding]) -> tuple[list[Finding], _Taken]:
    """Return the names that are hidden, and all that is."""
    masked = [one for one in found if one.level is not Level.LOOK]
    return [one for one in masked if one.kind == "name"], _Taken(masked)


def _places(words: list[Word], names: list[Finding]) -> set[int]:
    """Return the places of the words that end or begin one of ``names``."""
    ends = {one.end for one in names} | {one.start for one in names}
    return {place for place, word in enumerate(words) if word.end in ends or word.start in ends}


class _Taken:
    """The stretches that were found already, asked about in the order of the text."""

    def __init__(self, found: list[Finding]) -> None:
        self._covered: set[int] = set()
        for finding in found:
            self._covered.update(range(finding.start, finding.end))

    def is_free(self, start: int, end: int) -> bool:
        return not self._covered.intersection(range(start, end))


def _is_value(text: str, match: re.Match[str]) -> bool:
    """Tell whether figures are a year, a value with its unit, a count, or too few to number anybody."""
    written = match[0]
    longest = max(len(run) for run in re.findall(r"\d+", written))
    if longest < _LONG_RUN or _YEAR.match(written):
        return True
    if longest > _LONGEST_VALUE:
        return False
    after, before = text[match.end() : match.end() + 14], text[max(0, match.start() - 12) : match.start()]
    return _UNIT.match(after) is not None or _AFTER_VALUE.search(before) is not None
