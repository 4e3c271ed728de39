"""How well what is read of a text fits what people said of it; used by tests and by the bench."""

from __future__ import annotations

import csv
import json
import lzma
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MORFITT = Path("tests/data/morfitt/dev.tsv.xz")
TEXTS = Path("tests/questions/texts")
TOP = 3


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with what people said of it; ``urgency`` and the like are empty for an abstract."""

    text: str
    labels: frozenset[str]
    urgency: str = ""
    wants: str = ""
    is_question: bool = True


def abstracts() -> list[Labelled]:
    """Return the abstracts of MORFITT's dev part."""
    rows = csv.DictReader(
        lzma.decompress(MORFITT.read_bytes()).decode().splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    return [Labelled(row["abstract"], frozenset(row["specialities"].split("|"))) for row in rows]


def questions(half: str) -> list[Labelled]:
    """Return the questions of a half, ``tuned`` or ``frozen``."""
    rows = map(json.loads, (TEXTS / f"topics-{half}.jsonl").read_text(encoding="utf-8").splitlines())
    return [
        Labelled(row["text"], frozenset(row["topics"]), row["urgency"], row["wants"], row["is_question"])
        for row in rows
    ]


def given(chances: dict[str, float], enough: float) -> set[str]:
    """Return the labels that are likely enough, and the likeliest in any case."""
    return {max(chances, key=lambda label: chances[label])} | {
        one for one, chance in chances.items() if chance >= enough
    }


def micro_f1(pairs: Iterable[tuple[set[str], frozenset[str]]]) -> float:
    """Return F1 over all labels of all texts together."""
    right = told = 0
    for picked, gold in pairs:
        right += len(picked & gold)
        told += len(picked) + len(gold)
    return 2 * right / told if told else 0.0


def top_hits(ranked: Sequence[tuple[dict[str, float], frozenset[str]]]) -> float:
    """Return the share of texts of which one label is among the three likeliest."""
    hits = sum(bool(set(sorted(chances, key=lambda one: -chances[one])[:TOP]) & gold) for chances, gold in ranked)
    return hits / len(ranked)
