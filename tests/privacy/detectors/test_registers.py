"""Numbers of registers of people and establishments."""

from __future__ import annotations

import pytest

from tests.privacy.marked import seen, stretches, unmarked, wanted
from toctoc.privacy.rules.detectors.registers import RegisterDetector
from toctoc.privacy.rules.findings import Level

FOUND = (
    "Adeli ⟦759912345⟧",
    "ADELI : ⟦75 9 91234 5⟧",
    "n° ADELI ⟦2A9912345⟧",
    "FINESS ⟦010203040⟧",
    "SIRET ⟦123 456 789 00012⟧",
    "SIREN : ⟦123456789⟧",
    "GMC ⟦7123456⟧",
    "GMC number: ⟦7123456⟧",
    "NHS number ⟦943 476 5919⟧",
    "réf ⟦943 476 5919⟧ ok",
    "NMC PIN ⟦12A3456E⟧",
    "n° d’inscription à l’ordre ⟦12345⟧",
    "N° AM ⟦751234567⟧",
    "SSN ⟦123-45-6789⟧",
    "NI number ⟦QQ 12 34 56 C⟧",
    "RCS Niort ⟦123 456 789⟧",
    "RPPS / AM : 10990000001 / ⟦991269613⟧",
)
PASSES = (
    "943 476 5918",
    "Le GMC a publié 3 avis en 2019",
    "ordre du jour : 3 points",
    "250 000 000 habitants",
    "123-456-789",
)


@pytest.mark.parametrize("sentence", FOUND)
def test_it_is_found_whole_however_it_is_written(sentence: str) -> None:
    assert stretches(RegisterDetector(), unmarked(sentence)) == wanted(sentence)


@pytest.mark.parametrize("text", PASSES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_only_looks_like_one_is_left_alone(text: str, language: str) -> None:
    assert stretches(RegisterDetector(), text, language) == []


def test_people_block_and_establishments_are_masked() -> None:
    levels = {unmarked(s): {f.level for f in seen(RegisterDetector(), unmarked(s))} for s in FOUND}
    assert levels["Adeli 759912345"] == {Level.BLOCK}
    assert levels["FINESS 010203040"] == levels["SIREN : 123456789"] == {Level.MASK}
