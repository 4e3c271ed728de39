"""Which texts tell the story of one person who is cared for, and which speak of everybody, oneself or the family."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from toctoc.privacy.rules.patients import speaks_of_patient

LINES = (Path(__file__).parent / "stories.txt").read_text(encoding="utf-8").splitlines()
STORIES = [line[2:] for line in LINES if line.startswith("+ ")]
OTHERS = [line[2:] for line in LINES if line.startswith("- ")]
# How many of each may be told wrong: of what was written to tune on, next to none.
MOST = 0.02
HOSTILE = (
    "un patient ",
    "une femme de ",
    "le ",
    "M. A ",
    "je vois un ",
    "80 ",
    "ans de ",
    "a patient ",
    "\u200b",
    "Mme [",
    "G1",
    "chez la ",
)


def test_stories_are_seen() -> None:
    missed = [text for text in STORIES if not speaks_of_patient(text)]
    assert len(STORIES) >= 100
    assert len(missed) <= MOST * len(STORIES), missed


def test_general_talk_is_none() -> None:
    wrong = [text for text in OTHERS if speaks_of_patient(text)]
    assert len(OTHERS) >= 100
    assert len(wrong) <= MOST * len(OTHERS), wrong


@pytest.mark.parametrize(
    "text",
    [
        "Ma *patiente* refuse le traitement",
        "Ma __patiente__ refuse le traitement",
        "Ma\u00a0patiente refuse le traitement",
        "Ma\u2003\u2003patiente refuse le traitement",
        "Ma pat\u200biente refuse le traitement",
        "M\u0430 p\u0430ti\u0435nte refuse le traitement",
        "Ma [patiente](https://example.org) refuse le traitement",
        "MA PATIENTE REFUSE",
        "h\uff16\uff12 ans, homme \uff16\uff12 ans, BPCO",
    ],
)
def test_text_is_read_as_shown(text: str) -> None:
    assert speaks_of_patient(text)


@pytest.mark.parametrize("piece", HOSTILE)
def test_long_texts_take_time_in_proportion(piece: str) -> None:
    speaks_of_patient(piece)
    began = time.process_time()
    speaks_of_patient((piece * 100_000)[:100_000])
    assert time.process_time() - began < 3
