"""Numbers of professionals, mistyped ones beside their word too."""

from __future__ import annotations

import pytest

from tests.privacy.marked import seen, stretches, unmarked, wanted
from toctoc.privacy.rules.detectors.rpps import RppsDetector
from toctoc.privacy.rules.findings import Level

FOUND = (
    "RPPS ⟦10001234567⟧",
    "RPPS : ⟦1 000 123 45 67⟧",
    "⟦10001234567⟧ (RPPS)",
    "Réf ⟦10990000001⟧ ok",
    "12 ⟦10 99 00 00 00 1⟧",
    "n° RPPS ⟦8 10990000001⟧",
)
PASSES = (
    "10 000 000 000 copies",
    "01 99 00 12 34 5",
    "RPPS en cours, 2 demandes",
)


@pytest.mark.parametrize("sentence", FOUND)
def test_it_is_found_whole_however_it_is_written(sentence: str) -> None:
    assert stretches(RppsDetector(), unmarked(sentence)) == wanted(sentence)


@pytest.mark.parametrize("text", PASSES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_only_looks_like_one_is_left_alone(text: str, language: str) -> None:
    assert stretches(RppsDetector(), text, language) == []


def test_it_may_not_leave() -> None:
    assert {finding.level for sentence in FOUND for finding in seen(RppsDetector(), unmarked(sentence))} == {
        Level.BLOCK
    }


@pytest.mark.parametrize("sentence", ["⟦10990000002⟧ sans son mot", "vu par ⟦810990000003⟧", "⟦10 9900 00004⟧ puis"])
def test_a_mistyped_one_is_masked_without_its_word(sentence: str) -> None:
    assert [finding.level for finding in seen(RppsDetector(), unmarked(sentence))] == [Level.MASK]
    assert stretches(RppsDetector(), unmarked(sentence)) == wanted(sentence)
