"""Number plates, by themselves and beside a vehicle."""

from __future__ import annotations

import pytest

from tests.privacy.marked import seen, stretches, unmarked, wanted
from toctoc.privacy.rules.detectors.plate import PlateDetector
from toctoc.privacy.rules.findings import Level

FOUND = (
    "⟦AA-123-AA⟧ garée",
    "plaque ⟦AA 123 AA⟧",
    "voiture immatriculée ⟦aa123aa⟧",
    "immatriculé ⟦1234 AB 75⟧",
    "⟦1234 AB 2A⟧ (voiture)",
    "number plate ⟦AB12 CDE⟧",
    "he’s still driving, ⟦ym-654-mb⟧",
    "reg plate ⟦XR714KG⟧ for the permit",
    "AVP, VL ⟦xw-086-cf⟧",
)
PASSES = (
    "TA 120 FC 80",
    "500 MG 20",
    "la bande de 253 pb affichée",
    "aa-123-aa",
    "IL-6, CD4 350, AB-1234",
    "alopécie auto-induite (10 sur 11)",
    "en voiture pendant 20 min 30",
)


@pytest.mark.parametrize("sentence", FOUND)
def test_it_is_found_whole_however_it_is_written(sentence: str) -> None:
    assert stretches(PlateDetector(), unmarked(sentence)) == wanted(sentence)


@pytest.mark.parametrize("text", PASSES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_only_looks_like_one_is_left_alone(text: str, language: str) -> None:
    assert stretches(PlateDetector(), text, language) == []


def test_it_may_not_leave() -> None:
    assert {finding.level for sentence in FOUND for finding in seen(PlateDetector(), unmarked(sentence))} == {
        Level.MASK
    }
