"""Relatives of people whom a place knows."""

from __future__ import annotations

import time

import pytest

from toctoc.privacy.rules.detectors.family import FamilyDetector
from toctoc.privacy.rules.folding import fold
from toctoc.privacy.rules.reading import Around, Reading


def told(text: str, language: str = "fr") -> list[tuple[str, str]]:
    """Return each relative found, and what would stand instead."""
    found = FamilyDetector().detect(Reading(fold(text).text, language, Around()))
    return [(text[finding.start : finding.end], finding.replacement) for finding in found]


@pytest.mark.parametrize(
    ("stretch", "instead"),
    [
        ("le fils de la pharmacienne du bourg", "le fils"),
        ("La veuve du sculpteur de Pont-Aven", "La veuve"),
        ("le jumeau du champion de rugby de Mauléon", "le jumeau"),
        ("la femme de l'ancien maire", "la femme"),
        ("Son épouse la boulangère de Crozon", "Son épouse"),
        ("Sa fille pharmacienne à Lamballe", "Sa fille"),
        ("Sa femme qui tient la crêperie de Sizun", "Sa femme"),
        ("L'aînée du notaire de Bécherel", "L'aînée"),
        ("Le beau-fils de notre médecin à Aups", "Le beau-fils"),
        ("Le cousin du chef des pompiers d'Ussel", "Le cousin"),
    ],
)
def test_a_known_relative_is_found_whole(stretch: str, instead: str) -> None:
    assert told(f"{stretch}, oui.") == [(stretch, instead)]


@pytest.mark.parametrize(
    "text",
    ["la mère du patient", "son fils tousse", "le frère de ma voisine", "sa fille habite loin", "le père de l'enfant"],
)
def test_an_unknown_one_is_not(text: str) -> None:
    assert told(text) == []


def test_relatives_in_english() -> None:
    assert told("the mayor's daughter had a stroke", "en") == [("the mayor's daughter", "daughter")]
    assert told("the only GP's daughter on Mull has", "en") == [("the only GP's daughter on Mull", "daughter")]
    assert told("the baker's son in bed with a fever", "en") == [("the baker's son", "son")]
    assert told("He is the son of the vicar of Dibley.", "en") == [("the son of the vicar of Dibley", "the son")]


@pytest.mark.parametrize("piece", ["le fils de la ", "sa femme qui tient ", "de la de la ", "le fils du maire de "])
def test_hostile_texts_take_linear_time(piece: str) -> None:
    began = time.process_time()
    told(piece * (100_000 // len(piece)))
    assert time.process_time() - began < 2
