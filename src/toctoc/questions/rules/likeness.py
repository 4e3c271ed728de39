"""How near questions and sheets are to a text: the words, what they mean, topics, age, and what came of them.

What an index found is put in order here, so that the order is the same whatever keeps the index. Each word of the text
counts once, by the rarest of what it can be met by: itself, its beginning, a group of equivalents (rarity as in
K. Spärck Jones, Journal of Documentation 28(1), 1972). What is met is a share of what both texts could be met by.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING

from toctoc.questions.rules.equivalents.reading import groups, mentions
from toctoc.search.rules.words import words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

# How much of a text is read.
LONGEST = 2_000
# What meeting the meaning of a word, the word itself and its beginning weighs, and how long a beginning is.
_MEANING, _WORD, _BEGINNING, _BEGINS = 4.0, 1.0, 0.5, 5
# What a form counts for when other words stand between its own.
_PARTED = 0.7
# What is rare weighs more than its logarithm says.
_RARER = 1.5
# The shares of both texts in what there is to meet: a little in common with a long text is little.
_ASKED, _FOUND = 0.4, 0.6
# What topics in common, being of today, an outcome and a sheet add to a likeness, as a share of it.
_TOPIC, _RECENT, _OUTCOME, _SHEET = 1.0, 0.05, 0.08, 0.12
_HALF_LIFE = 2 * 365.0
# From the first on two texts ask for nearly the same, from the second they may well; below the third they are not
# worth a look. Of neighbours that share words but not the need, 12 % come to the first (decision 0026).
VERY_NEAR, LIKELY, NEAR = 0.6, 0.4, 0.2
# As if that much more had been found: a word of the only text found is not worthless.
_UNSEEN = 10

# What one word of a text can be met by, and for which share: each word of a form stands for a part of it.
Place = dict[str, float]


@dataclass(frozen=True, slots=True)
class Known:
    """A question or a sheet that may be near."""

    key: tuple[str, int]
    text: str
    topics: frozenset[str] = frozenset()
    age_days: float = 0.0
    has_outcome: bool = False
    is_sheet: bool = False


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near one is: ``nearness`` from 0 to 1 by words and meaning alone, ``total`` with all that orders."""

    key: tuple[str, int]
    nearness: float
    total: float


@lru_cache(maxsize=4_096)
def places_of(text: str) -> tuple[Place, ...]:
    """Return what each word of a text can be met by: itself, its beginning and the groups it helps to name."""
    words = words_of(text[:LONGEST], "fr")
    places = [_alone(word) for word in words]
    for one in mentions(words):
        trait, share = f"#{one.group}", (1.0 if one.is_whole else _PARTED) / len(one.places)
        for at in one.places:
            places[at][trait] = max(places[at].get(trait, 0.0), share)
    return tuple(places)


def _alone(word: str) -> Place:
    if len(word) < _BEGINS or not word.isalpha():
        return {word: 1.0}
    return {word: 1.0, f"{word[:_BEGINS]}-": 1.0}


def ranked(asked: str, topics: Mapping[str, float], found: Sequence[Known]) -> list[Likeness]:
    """Return what was found, the nearest first; ``topics`` are those of the text, each from 0 to 1."""
    wanted, told = places_of(asked), [places_of(one.text) for one in found]
    traits = [frozenset[str]().union(*places) for places in told]
    worth = _worth(frozenset[str]().union(*wanted, *traits), traits)
    whole = _met(wanted, worth)
    scored = []
    for one, places, has in zip(found, told, traits, strict=True):
        both = _ASKED * whole + _FOUND * _met(places, worth)
        nearness = _met(wanted, worth, has) / (both or 1.0)
        scored.append(Likeness(one.key, min(1.0, nearness), nearness * (1 + _bonus(one, topics))))
    return sorted(scored, key=lambda one: (-one.total, one.key))


def _worth(traits: Iterable[str], found: Sequence[Collection[str]]) -> dict[str, float]:
    """Return what each trait is worth, the rarer the more, among what was found."""
    seen = Counter(trait for has in found for trait in has)
    return {trait: _weight(trait) * _rarity(seen[trait], len(found)) for trait in traits}


def _weight(trait: str) -> float:
    if trait.startswith("#"):
        return _MEANING * groups()[int(trait[1:])].weight
    return _BEGINNING if trait.endswith("-") else _WORD


def _rarity(seen: int, found: int) -> float:
    rarity: float = log(1 + (found + _UNSEEN - seen + 0.5) / (seen + 0.5)) ** _RARER
    return rarity


def _met(places: Sequence[Place], worth: Mapping[str, float], among: Collection[str] | None = None) -> float:
    """Return the worth of the words of a text, each by the best it is met by ``among`` the traits of another."""
    return sum(
        max((share * worth[one] for one, share in place.items() if among is None or one in among), default=0.0)
        for place in places
    )


def _bonus(one: Known, topics: Mapping[str, float]) -> float:
    recent: float = 0.5 ** (max(0.0, one.age_days) / _HALF_LIFE)
    return _TOPIC * _agreement(one, topics) + _RECENT * recent + _OUTCOME * one.has_outcome + _SHEET * one.is_sheet


def _agreement(one: Known, topics: Mapping[str, float]) -> float:
    """Return how much topics agree: the square of the cosine between those likely and those that it has."""
    length = len(one.topics) * sum(chance * chance for chance in topics.values())
    together = sum(topics.get(topic, 0.0) for topic in one.topics)
    return together * together / length if length else 0.0
