"""Patterns that are tried only at the words that open them find what they would find anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.privacy.marked import TODAY
from tests.privacy.templates import instance, templates
from toctoc.privacy.rules.detectors.address import parts
from toctoc.privacy.rules.detectors.address.wide import FOLLOWED, FOLLOWED_FIRST, HOMES, HOMES_FIRST
from toctoc.privacy.rules.detectors.hospital import shapes
from toctoc.privacy.rules.folding import fold
from toctoc.privacy.rules.places.starting import matches
from toctoc.privacy.rules.reading import Around, Reading

if TYPE_CHECKING:
    import re

PATTERNS = {
    "houses": (shapes.WRITTEN, shapes.FIRST, False),
    "small houses": (shapes.SMALL, shapes.FIRST, False),
    "homes": (HOMES, HOMES_FIRST, False),
    "streets": (FOLLOWED, FOLLOWED_FIRST, False),
    "parts": (parts.PARTS, parts.PART_FIRST, True),
    "residences": (parts.RESIDENCES, parts.RESIDENCE_FIRST, False),
    "boxes": (parts.BOXES, parts.BOX_FIRST, False),
}


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """Every third text of the tuned half."""
    return [
        Reading(fold(instance(template, 0).text).text, template.lang, Around(TODAY))
        for template in templates("tuned")[::3]
    ]


@pytest.mark.parametrize("name", PATTERNS)
def test_nothing_is_lost_by_looking_at_opening_words_only(name: str, readings: list[Reading]) -> None:
    pattern, first, figures = PATTERNS[name]
    expected = [_spans(pattern, reading) for reading in readings]
    assert any(expected)
    found = [[m.span() for m in matches(pattern, reading, first, figures=figures)] for reading in readings]
    assert found == expected


def _spans(pattern: re.Pattern[str], reading: Reading) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(reading.text)]
