"""Social-security numbers, and mistyped ones that are announced or grouped."""

from __future__ import annotations

import pytest

from tests.privacy.marked import seen, stretches, unmarked, wanted
from toctoc.privacy.rules.detectors.nir import NirDetector, nir_key
from toctoc.privacy.rules.findings import Level

FOUND = (
    "n° AVS ⟦756.0000.9999.11⟧",
    "registre ⟦85.99.30-033.28⟧",
    "NIR ⟦2 99 99 99 001 001 41⟧",
    "n° sécu : ⟦2999999001001⟧",
    "sécu ⟦2 99 99 99 001 001⟧",
    "numéro de sécurité sociale ⟦299999900100199⟧",
    "Mutuelle ⟦2 99 99 99 001 001 41⟧ à jour",
    "vu ⟦2.99.99.99.001.001.41⟧ ok",
    "NIR : ⟦2 99 99 2A 001 001 99⟧",
    "INS ⟦299999900100140⟧ OID",
    "⟦2999999OO1OO14O⟧ merci",
    "social security number ⟦2 99 99 99 001 001 41⟧",
    "12 ⟦299999900100140⟧",
    "⟦2 99 99 99 001 001 / 40⟧",
    "⟦2 99 99 99 001 001 (40⟧)",
)
PASSES = (
    "Code CIP 3400930000000.",
    "Plaquettes 250 000, leucocytes 8 200, créatinine 80",
    "1 2 3 4 5 6 7 8",
    "EAN 3400930000000",
    "sécurité sociale étudiante depuis 2019",
)


@pytest.mark.parametrize("sentence", FOUND)
def test_it_is_found_whole_however_it_is_written(sentence: str) -> None:
    assert stretches(NirDetector(), unmarked(sentence)) == wanted(sentence)


@pytest.mark.parametrize("text", PASSES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_only_looks_like_one_is_left_alone(text: str, language: str) -> None:
    assert stretches(NirDetector(), text, language) == []


def test_it_may_not_leave() -> None:
    assert {finding.level for sentence in FOUND for finding in seen(NirDetector(), unmarked(sentence))} == {Level.BLOCK}


def test_one_wrong_figure_of_the_key_is_seen() -> None:
    assert nir_key("2999999001001") == 40
    levels = [[finding.level for finding in seen(NirDetector(), f"29999990010014{last}")] for last in "01"]
    assert levels == [[Level.BLOCK], [Level.MASK]]
