"""A rare condition with a place where ten or fewer have it; an event in the news with its place."""

from __future__ import annotations

import pytest

from tests.privacy.marked import stretches, unmarked, wanted
from toctoc.privacy.rules.combination.conditions import condition_at
from toctoc.privacy.rules.detectors.rare_place import RarePlaceDetector

FOUND = (
    "suivi pour ⟦une maladie de Fabry à Bressuire⟧",
    "⟦progeria à Saint-Jean-de-Luz⟧",
    "⟦Premier cas de maladie de Menkes en Lozère⟧",
    "blessée dans ⟦l’accident de car de Puisseguin⟧",
    "à ⟦Bressuire, suivi pour une maladie de Fabry⟧",
    "⟦deux sœurs avec Niemann-Pick à Lodève⟧",
    "le rescapé ⟦de l’avalanche de Valfréjus⟧",
)
PASSES = (
    "Une progeria. Il vit à Niort.",
    "mucoviscidose à Marseille",
    "maladie de Fabry en France",
    "un accident de la route",
    "un accident de moto à Bressuire, la disparition de Maman",
    "L’explosion du nombre de cas, un incendie de forêt",
)


@pytest.mark.parametrize("sentence", FOUND)
def test_a_rare_condition_is_found_with_its_place(sentence: str) -> None:
    assert stretches(RarePlaceDetector(), unmarked(sentence)) == wanted(sentence)


def test_who_has_it_belongs_to_it() -> None:
    text = "The only child with progeria in Donegal was seen."
    assert stretches(RarePlaceDetector(), text, "en") == ["The only child with progeria in Donegal"]


@pytest.mark.parametrize(
    "sentence",
    ["⟦The Fabry family of Kilkenny⟧ asked", "⟦Twins with Rett in Sligo⟧", "survived ⟦the Ladbroke Grove crash⟧"],
)
def test_families_and_events_are_found_in_english(sentence: str) -> None:
    assert stretches(RarePlaceDetector(), unmarked(sentence), "en") == wanted(sentence)


@pytest.mark.parametrize("text", PASSES)
def test_a_condition_that_more_than_ten_have_there_is_left_alone(text: str) -> None:
    assert stretches(RarePlaceDetector(), text) == []


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ("progeria", 2e-7),
        ("maladie de fabry", 5e-6),
        ("hemophilie", 5e-5),
        ("mucoviscidose", 3e-4),
        ("fabry disease", 5e-6),
    ],
)
def test_conditions_have_the_middle_of_their_class(words: str, share: float) -> None:
    condition = condition_at(words.split(), 0)
    assert condition is not None
    assert condition.share == share
