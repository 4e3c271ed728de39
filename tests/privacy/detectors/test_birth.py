"""Dates of birth: a date beside the words that say so."""

from __future__ import annotations

import pytest

from tests.privacy.marked import seen, stretches, unmarked, wanted
from toctoc.privacy.rules.detectors.birth import BirthDetector
from toctoc.privacy.rules.findings import Level

FOUND = (
    "né ⟦le 3 du 4 2017⟧",
    "Né(e) : ⟦1er/1/60⟧",
    "née ⟦le 12/03/1954⟧",
    "né(e) ⟦le 12/03/1954⟧",
    "DDN ⟦12/03/1954⟧",
    "ddn: ⟦12.03.54⟧",
    "date de naissance : ⟦12 mars 1954⟧",
    "née ⟦le douze mars mil neuf cent cinquante-quatre⟧",
    "DOB: ⟦March 12, 1954⟧",
    "born ⟦on 3 March 1961⟧",
    "born ⟦3/3/61⟧",
    "née à Bessines ⟦le 12/03/1954⟧",
    "né ⟦12 03 54⟧",
    "ddn ⟦12031954⟧",
    "né ⟦le 120354⟧",
    "née ⟦le 12 mars⟧",
    "DDN : ⟦1954-03-12⟧",
    "nee ⟦le 12 mars 54⟧",
    "⟦12/03/1954⟧ (date de naissance)",
    "72 ans (⟦12/03/1954⟧)",
    "né ⟦le 12/O3/1954⟧",
    "Date de naiss. ⟦12/03/1954⟧",
    "d.o.b. ⟦12-03-1954⟧",
    "Née un ⟦29/02/1988⟧",
    "née ⟦le douze trois cinquante-quatre⟧",
    "né ⟦le 12.III.1954⟧",
    "né ⟦le jeudi 12 mars 1954⟧",
    "née en ⟦11/1988 le 3⟧",
    "né en ⟦mai 2019, le 12⟧",
    "Patient VAN LOO Inge, ⟦7-5-47⟧, de retour",
    "Mme Durand Paule (⟦12/03/1954⟧)",
)
PASSES = (
    "née en 1954, vue le 12/03/2024",
    "née en mars 1954",
    "il ne vient que le 12 mars 2024",
    "Naissance à terme, hospitalisée le 12/03/2024",
    "hospitalisée le 12/03/2024",
    "Mme Durand, 12/03/2026, consultation",
    "patient adressé, 2-2-2, puis 1-0-1",
)


@pytest.mark.parametrize("sentence", FOUND)
def test_it_is_found_whole_however_it_is_written(sentence: str) -> None:
    assert stretches(BirthDetector(), unmarked(sentence)) == wanted(sentence)


@pytest.mark.parametrize("text", PASSES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_only_looks_like_one_is_left_alone(text: str, language: str) -> None:
    assert stretches(BirthDetector(), text, language) == []


def test_it_may_not_leave() -> None:
    assert {finding.level for sentence in FOUND for finding in seen(BirthDetector(), unmarked(sentence))} == {
        Level.BLOCK
    }
