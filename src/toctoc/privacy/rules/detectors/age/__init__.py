"""Exact ages over 89: so few people have them that with a place they name one (HIPAA, 45 CFR 164.514(b)(2)(i)(C))."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.age.named import beside_names
from toctoc.privacy.rules.detectors.age.written import (
    AND_OVER,
    BORN_IN,
    BORN_IN_SHORT,
    CENTENARIAN,
    IN_BRACKETS,
    NO_AGE,
    OF_PEOPLE,
    OF_THE_OLD,
    SAID,
    WITH_YEARS,
)
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.numerals import number
from toctoc.privacy.rules.patterned import finding, is_public, typed

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

_REASON = "Un âge exact au-delà de 89 ans est si rare qu’il peut désigner une personne."
_OLDEST, _LONGEST_LIFE, _CENTURY = 89, 125, 100
_BEFORE, _NEAR = 45, 90


class AgeDetector:
    """Finds ages of 90 years and more that are said of somebody."""

    kind = "age"

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield every such age, with its unit."""
        text = reading.figures.text
        for span in (*_written(text), *_born(text, reading.around.today.year)):
            if not is_public(reading, *span):
                yield finding(reading, span, self.kind, Level.MASK, _REASON)
        for span in beside_names(reading, is_old):
            yield typed(reading, span, self.kind, Level.MASK, _REASON)


def _written(text: str) -> Iterator[tuple[int, int]]:
    """Yield ages in figures and in words, and what is said of those who are a hundred."""
    yield from (match.span() for match in WITH_YEARS.finditer(text) if _is_of_somebody(text, match))
    for pattern in SAID:
        yield from (match.span("age") for match in pattern.finditer(text) if is_old(match["age"]))
    yield from (match.span("age") for match in IN_BRACKETS.finditer(text) if _is_in_brackets(text, match))
    yield from (match.span("age") for match in CENTENARIAN.finditer(text))


def _born(text: str, this_year: int) -> Iterator[tuple[int, int]]:
    """Yield years of birth that tell such an age."""
    for match in BORN_IN.finditer(text):
        if _OLDEST < this_year - int(match["age"]) <= _LONGEST_LIFE:
            yield match.span("age")
    for match in BORN_IN_SHORT.finditer(text):
        age = this_year % _CENTURY - int(match["age"]) + _CENTURY
        is_said = age < _CENTURY or OF_THE_OLD.search(text, max(0, match.start() - _NEAR), match.end() + _NEAR)
        if is_said and _OLDEST < age <= _LONGEST_LIFE:
            yield match.span("age")


def is_old(written: str) -> bool:
    """Tell whether an age in figures, or in words, is over 89."""
    if written[:1].isdigit():
        return True
    return _OLDEST < (number(written.removeprefix("a ").removeprefix("one ")) or 0) <= _LONGEST_LIFE


def _is_of_somebody(text: str, match: re.Match[str]) -> bool:
    if not is_old(match["age"]):
        return False
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    return not NO_AGE.search(before) and not AND_OVER.match(text, match.end())


def _is_in_brackets(text: str, match: re.Match[str]) -> bool:
    before = max(0, match.start() - _BEFORE)
    return is_old(match["age"]) and OF_PEOPLE.search(text, before, match.start()) is not None
