"""Postcodes, told from platelets and doses."""

from __future__ import annotations

import pytest

from tests.privacy.marked import seen, stretches, unmarked, wanted
from toctoc.privacy.rules.detectors.postcode import PostcodeDetector

FOUND = (
    "⟦79000⟧ Niort",
    "Niort (⟦79000⟧), Bordeaux ⟦33000⟧",
    "⟦F-79000⟧",
    "code postal : ⟦86000⟧, CP ⟦97410⟧",
    "j’habite dans le ⟦79170⟧.",
    "⟦79 000⟧ Niort",
)
ENGLISH = ("my postcode is ⟦LS6 2AB⟧", "⟦SW1A 1AA⟧", "Springfield, IL ⟦62704⟧", "⟦K1A 0B1⟧")
PASSES = (
    "plaquettes à 45000, 12000 leucocytes/mm3",
    "75000 patients, 10000 UI",
    "T2N1M0, souris C57BL/6, A77 1726",
    "dossier 79000",
    "lot 99123 Zorglub",
)


@pytest.mark.parametrize("sentence", FOUND)
def test_a_postcode_is_found_beside_its_town_or_its_cue(sentence: str) -> None:
    assert stretches(PostcodeDetector(), unmarked(sentence)) == wanted(sentence)


@pytest.mark.parametrize("sentence", ENGLISH)
def test_postcodes_of_other_countries_are_found(sentence: str) -> None:
    assert stretches(PostcodeDetector(), unmarked(sentence), "en") == wanted(sentence)


@pytest.mark.parametrize("text", PASSES)
def test_other_figures_are_left_alone(text: str) -> None:
    assert stretches(PostcodeDetector(), text) == []


def test_the_department_stands_instead() -> None:
    (finding,) = seen(PostcodeDetector(), "79000 Niort")
    assert finding.replacement == "79"
