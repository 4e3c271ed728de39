"""Read a question: all that its text says of itself, at once.

Nothing here decides: whoever asks takes what is proposed, or not. Any text is read, in a time that grows with it up to
``LONGEST`` characters and no further.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from toctoc.questions.rules.topics import EXPECTED_OF_SPECIALTY, MOST_TOPICS
from toctoc.questions.rules.understanding.asking import asks
from toctoc.questions.rules.understanding.features import LONGEST
from toctoc.questions.rules.understanding.hurry import hurry_of
from toctoc.questions.rules.understanding.languages import language_of
from toctoc.questions.rules.understanding.wanting import Wants, wants
from toctoc.questions.rules.understanding.weights import TOPICS, unpacked

if TYPE_CHECKING:
    from toctoc.questions.rules.urgency import Urgency

# A topic less likely than this is not proposed.
LEAST = 0.15
# From so much on a topic is "very likely", and from the second on "likely".
VERY_LIKELY, LIKELY = 0.6, 0.3
# Fewer letters say nothing.
_FEWEST = 8


@dataclass(frozen=True, slots=True)
class Proposed:
    """A topic that the text may be about, and how likely it is, from 0 to 1."""

    slug: str
    probability: float


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text says of itself.

    ``specialties`` are those that the proposed topics belong to first; ``urgency`` is ``None`` when no word tells, and
    ``urgency_words`` are the writer's.
    """

    language: str
    topics: tuple[Proposed, ...]
    specialties: tuple[str, ...]
    urgency: Urgency | None
    urgency_words: tuple[str, ...]
    is_question: bool
    wants: Wants


@lru_cache(maxsize=8)
def understood(text: str) -> Understood:
    """Return what ``text`` says of itself; it never raises."""
    text = text[:LONGEST]
    topics, hurry = proposed_topics(text), hurry_of(text)
    return Understood(
        language=language_of(text),
        topics=topics,
        specialties=_specialties(topics),
        urgency=hurry.urgency,
        urgency_words=hurry.words,
        is_question=asks(text),
        wants=wants(text),
    )


def proposed_topics(text: str) -> tuple[Proposed, ...]:
    """Return the topics that ``text`` is likely about, likeliest first; none where it says too little."""
    if sum(map(str.isalpha, text[:LONGEST])) < _FEWEST:
        return ()
    likely = sorted(((chance, slug) for slug, chance in unpacked(TOPICS).probabilities(text).items()), reverse=True)
    return tuple(Proposed(slug, round(chance, 3)) for chance, slug in likely[:MOST_TOPICS] if chance >= LEAST)


def _specialties(topics: tuple[Proposed, ...]) -> tuple[str, ...]:
    """Return the specialties that wait for each topic before any other."""
    first = {waited[0]: slug for slug, waited in reversed(EXPECTED_OF_SPECIALTY.items()) if slug != "general_practice"}
    return tuple(dict.fromkeys(first[one.slug] for one in topics if one.slug in first))
