"""How many of the tuned sentences call for the right card or rule, and how many others do."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from toctoc.privacy.rules.emergencies import cards
from toctoc.privacy.rules.frame import Situation, concerns

TUNED = Path(__file__).parent.parent / "templates" / "tuned"
LABELS = {
    "vital_emergency": "vital",
    "suicide": "suicide",
    "abuse_child": "children",
    "violence": "violence",
    "poisoning": "poison",
    "consultation_request": "consultation",
    "confirms_patient": "patient_confirmed",
    "testimonial": "testimonial",
    "comparison": "comparison",
    "superlative": "superlative",
    "advertising": "advertising",
    "miracle_cure": "miracle_cure",
}
# The first sentences, which lexicons and weights were made on; the later ones chose thresholds and taught nothing.
FIRST = ("claims", "consultation", "danger", "more", "suicide", "vital")
LATER = ("second", "second-asked", "second-claims", "second-late", "second-none", "second-one")
RECALL, PRECISION = 0.95, 0.85
# What was reached on the later sentences, less a little: the aim where it was reached, and what is missing where not.
REACHED = {
    "vital_emergency": (0.97, 0.90),
    "suicide": (0.97, 0.84),
    "abuse_child": (0.95, 0.85),
    "violence": (0.95, 0.88),
    "poisoning": (0.95, 0.85),
    "consultation_request": (0.94, 0.82),
    "confirms_patient": (0.90, 0.80),
    "testimonial": (0.75, 0.85),
    "comparison": (0.85, 0.85),
    "superlative": (0.80, 0.85),
    "advertising": (0.85, 0.85),
    "miracle_cure": (0.80, 0.85),
}
# Sentences of every day that settings were chosen on and nothing learned from; how many of them may alarm anybody.
EVERYDAY = tuple((Path(__file__).parents[3] / "tools" / "words").glob("dev-*.jsonl"))
FALSE_ALARMS, LEAST_SENTENCES = 0.01, 400


@cache
def read(names: tuple[str, ...] = FIRST) -> tuple[tuple[dict[str, Any], frozenset[str]], ...]:
    """Return each sentence with the cards and rules it calls for."""
    rows = [
        json.loads(line)
        for name in names
        for line in (TUNED / f"words-{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return tuple((row, called_for(row)) for row in rows)


def called_for(row: dict[str, Any]) -> frozenset[str]:
    """Return the cards and rules that a sentence calls for."""
    rules = concerns(row["text"], language=row["lang"], situation=Situation())
    return frozenset((*cards(row["text"], row["lang"]), *(one.rule for one in rules)))


@pytest.mark.parametrize("label", LABELS)
def test_danger_and_rules_are_found_and_little_else(label: str) -> None:
    recall, precision = measured(label, FIRST)
    assert recall >= RECALL
    assert precision >= PRECISION


@pytest.mark.parametrize("label", REACHED)
def test_second_set_that_chose_the_settings_is_found(label: str) -> None:
    recall, precision = measured(label, LATER)
    assert recall >= REACHED[label][0]
    assert precision >= REACHED[label][1]


def test_everyday_sentences_alarm_nobody() -> None:
    rows = [json.loads(line) for path in EVERYDAY for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(rows) > LEAST_SENTENCES
    assert {row["label"] for row in rows} == {"none"}
    alarming = [row["text"] for row in rows if called_for(row)]
    assert len(alarming) <= FALSE_ALARMS * len(rows), alarming


def measured(label: str, names: tuple[str, ...]) -> tuple[float, float]:
    """Return the recall and the precision of a label on some files."""
    slug = LABELS[label]
    ours = [slug in found for row, found in read(names) if row["label"] == label]
    others = [slug in found for row, found in read(names) if label not in {row["label"], *row.get("also", [])}]
    return sum(ours) / len(ours), sum(ours) / (sum(ours) + sum(others))
