"""Brands are known by their substance, and no ordinary word is taken for a brand."""

from __future__ import annotations

import pytest
from tools.substances import groups_of

from toctoc.questions.rules.equivalents.reading import groups, groups_in
from toctoc.search.rules.words import words_of


def shared(one: str, other: str) -> float:
    """Return the weight of the surest group that both name."""
    both = groups_in(words_of(one, "fr")) & groups_in(words_of(other, "fr"))
    return max((groups()[number].weight for number in both), default=0.0)


@pytest.mark.parametrize(("brand", "substance"), [("Stablon", "tianeptine"), ("ENTYVIO", "du védolizumab")])
def test_a_brand_says_its_substance(brand: str, substance: str) -> None:
    assert shared(brand, substance) == 1.0


def test_substances_of_one_class_are_near_and_others_are_not() -> None:
    assert shared("Teveten", "olmésartan médoxomil") == 0.5
    assert shared("Teveten", "Stablon") == 0.0


def test_names_that_are_ordinary_words_vague_or_long_are_left_out() -> None:
    lines = groups_of(
        {
            "A01AA01": ["MAISON", "PAULINE", "ZYMAFLUOR", "sodium fluorure"],
            "A01AA02": ["FLUOGEL", "sodium monofluorophosphate", "autres sels"],
            "A01AX01": ["TRES LONG NOM PETIT", "bidulate", "ZOR", "BIDULATE NORD", "BIDUX"],
            "A01AX02": ["SEULE"],
        }
    )
    assert lines == [
        "sodium fluorure = Zymafluor ~ sodium monofluorophosphate = Fluogel",
        "bidulate = Bidux",
    ]
