"""What narrows down who is meant is found where it stands in the writer's text."""

from __future__ import annotations

import time
from datetime import date

import pytest

from toctoc.privacy.rules.combination import Kind, quasi_identifiers

TODAY = date(2026, 11, 22)


def said(text: str, kind: Kind, language: str = "fr") -> list[str]:
    """Return what is said of a kind."""
    return [quasi.value for quasi in quasi_identifiers(text, language, TODAY) if quasi.kind is kind]


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Patiente de 45 ans", ["45-45"]),
        ("quarante-cinq ans", ["45-45"]),
        ("un septuagénaire", ["70-79"]),
        ("entre 40 et 45 ans", ["40-45"]),
        ("un nourrisson de 7 mois", ["0-2", "0-0"]),
        ("né en 1954", ["71-72"]),
        ("née le 12/03/1954", ["72-72"]),
        ("née le 24/12/1954", ["71-71"]),
        ("a 45-year-old woman", ["45-45"]),
        ("depuis 45 ans, il y a 12 ans, pendant 3 ans", []),
        ("à 140 ans", []),
    ],
)
def test_ages_are_read_in_figures_in_words_and_from_births(text: str, ages: list[str]) -> None:
    assert said(text, Kind.AGE) == ages


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("Une patiente", Kind.SEX, ["f"]),
        ("Un homme", Kind.SEX, ["m"]),
        ("vit à Bessines", Kind.PLACE, ["bessines"]),
        ("vit dans les Deux-Sèvres", Kind.PLACE, ["deux sevres"]),
        ("elle est boulangère", Kind.JOB, ["boulangere"]),
        ("le maire de Bessines", Kind.JOB, ["maire"]),
        ("vu par le boulanger", Kind.JOB, []),
        ("opérée le 12/03/2024", Kind.DATE, ["12/03/2024"]),
        ("née le 12/03/1954", Kind.DATE, []),
        ("née le 12/03/1954", Kind.BIRTH, ["12/03/1954"]),
        ("maladie de Fabry", Kind.CONDITION, ["maladie de fabry"]),
        ("mère de 7 enfants", Kind.FAMILY, ["7 children"]),
        ("des triplés", Kind.FAMILY, ["triplets"]),
        ("accident de car", Kind.EVENT, ["accident de car"]),
    ],
)
def test_other_pieces_are_read(text: str, kind: Kind, values: list[str]) -> None:
    assert said(text, kind) == values


def test_they_point_at_the_writers_own_words() -> None:
    text = "🙂 Patiente de 45\u200b ans à Bessines"
    found = {quasi.kind: text[quasi.start : quasi.end] for quasi in quasi_identifiers(text, "fr", TODAY)}
    assert found == {Kind.SEX: "Patiente", Kind.AGE: "45\u200b ans", Kind.PLACE: "Bessines"}


@pytest.mark.parametrize(
    "piece", ["45 ans ", "entre 1 et 2 ans ", "vingt ", "maire de ", "progeria à Niort ", "née le "]
)
def test_time_grows_with_the_text_alone(piece: str) -> None:
    began = time.process_time()
    quasi_identifiers((piece * 50_000)[:50_000], "fr", TODAY)
    assert time.process_time() - began < 6
