"""What kind of answer a question waits for, by how it is put and by the words that ask for it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from toctoc.questions.rules.understanding.cues import cue, evenly
from toctoc.questions.rules.understanding.features import LONGEST, phrased
from toctoc.questions.rules.understanding.weights import KINDS, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable


class Wants(StrEnum):
    """What whoever asks hopes for."""

    FACT = "fact"
    OPINION = "opinion"
    EXPERIENCE = "experience"
    ADDRESS = "address"
    DOCUMENT = "document"
    POLL = "poll"


# In this order, the first that is heard: what is asked for by name comes before how it is asked.
_HEARD = (Wants.POLL, Wants.DOCUMENT, Wants.ADDRESS, Wants.EXPERIENCE, Wants.OPINION)
_NUMBER = {kind: number for number, kind in enumerate(Wants)}


def wants(text: str) -> Wants:
    """Return the kind of answer that ``text`` waits for; a fact where nothing is said."""
    text = text[:LONGEST]
    if not any(map(str.isalpha, text)):
        return Wants.FACT
    chances = unpacked(KINDS).of_seen(put(text))
    return Wants(max(chances, key=lambda kind: chances[kind]))


def put(text: str) -> tuple[Iterable[int], Iterable[int], Iterable[int]]:
    """Return how a question is put: its words, words that follow each other, and the kind that its cues tell."""
    words, groups = phrased(text)
    return words, groups, (_NUMBER[heard(text)],)


def heard(text: str) -> Wants:
    """Return the kind of answer that the words of ``cues.txt`` ask for; a fact where none does."""
    text = evenly(text)
    return next((kind for kind in _HEARD if cue(kind.value).search(text)), Wants.FACT)
