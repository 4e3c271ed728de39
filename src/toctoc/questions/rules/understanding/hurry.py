"""How soon a text says that an answer is needed, and by which words.

Words are those of the writer: they are shown, so that nobody wonders why. "Pas urgent" is heard before "urgent", and
emergency departments ("adressé aux urgences la semaine dernière") are no hurry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from toctoc.questions.rules.understanding.cues import cue, evenly
from toctoc.questions.rules.urgency import Urgency

if TYPE_CHECKING:
    import re

_MOST_SHOWN = 3


class Hurry(NamedTuple):
    """How soon, or ``None`` when nothing says it, and the words that do, as they were written."""

    urgency: Urgency | None
    words: tuple[str, ...]


def hurry_of(text: str) -> Hurry:
    """Return how soon a text says that an answer is needed: the soonest, once what denies a hurry is set aside."""
    text = evenly(text)
    calm = _said(cue("calm"), text)
    rest = cue("calm").sub(_blank, text)
    for urgency in (Urgency.NOW, Urgency.TODAY):
        if found := _said(cue(urgency.value), rest):
            return Hurry(urgency, found)
    return Hurry(Urgency.WEEK, calm) if calm else Hurry(None, ())


def _said(words: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match[0].strip(" ,") for match in words.finditer(text)))[:_MOST_SHOWN]


def _blank(found: re.Match[str]) -> str:
    return "." * len(found[0])
