"""The places of a reading: read once, shared by the detectors that need them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.lexicons import Commune, lexicon
from toctoc.privacy.rules.lexicons.fields import Field
from toctoc.privacy.rules.places.evidence import Strength, strength
from toctoc.privacy.rules.places.known import SAINTS, areas_by_name, longest, names
from toctoc.privacy.rules.places.looks import LARGE
from toctoc.privacy.rules.places.unknown import may_be_unknown, unknown_place
from toctoc.privacy.rules.places.weighing import is_place
from toctoc.privacy.rules.places.words import ARTICLES, EMPTY, is_same_clause, joined
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from toctoc.privacy.rules.reading import Reading

_ARRONDISSEMENT = lazy(
    r",?\s{0,2}[-(]?\s?(?:\d{1,2}\s?(?:er|ère|ème|eme|è|e)\b(?:\s?arr(?:ondissement|dt|\.)?)?|(?:0?[1-9]|1\d"
    r"|20)(?!\d|[.,/:%°]\d|\s?[a-zà-ÿ%/°]))\)?",
    re.IGNORECASE,
)
_CEDEX = lazy(r"\s{1,2}cedex(?:\s\d{1,2}\b)?", re.IGNORECASE)
_IN_PARTS = frozenset({"paris", "lyon", "marseille"})
# Between two places of one list.
_LISTED = frozenset({",", "et", "ou", "a", "and", "or", "to", "puis", "/", "-", "–"})
# Characters between two places of one list: " puis ".
_WIDEST = 6
_ABROAD = LARGE * 10
# A town of a list of 38,000: its name is mostly something else.
_LITTLE_KNOWN = 4_000
_QUARTER = 2_000
# Smaller towns of the name of a region are hardly meant: "Bretagne" in the Indre.
_TOWN_OF_AREA = 5_000
# Of the small words, those that start names: "du Mans", "aux Ulis", "La Rochelle", "Us".
_COAST = "Côte"
_STARTS = ARTICLES | {"du", "des", "au", "aux", "y", "us", "eu", "d"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: words ``first`` to ``last``, characters ``start`` to ``end``; ``communes`` that bear the name.

    None when it lies abroad, is a quarter or is known by what is said of it alone; ``abroad`` tells the first, and
    ``is_known`` whether most people know that town.
    """

    first: int
    last: int
    start: int
    end: int
    communes: tuple[Commune, ...] = ()
    abroad: bool = False
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Area:
    """A department, a region, a county, a country: characters ``start`` to ``end`` and its ``key``."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read in a text: ``firsts`` are the first words of ``spots``."""

    spots: tuple[Spot, ...]
    areas: tuple[Area, ...]
    firsts: tuple[int, ...]


_READ: WeakKeyDictionary[Reading, _Found] = WeakKeyDictionary()


def spots(reading: Reading) -> tuple[Spot, ...]:
    """Return the places of ``reading``, in order, without overlap."""
    return _read(reading).spots


def spots_from(reading: Reading, place: int, most: int) -> tuple[Spot, ...]:
    """Return the places whose first word is one of the ``most`` words from ``place`` on."""
    found = _read(reading)
    first = bisect_left(found.firsts, place)
    return found.spots[first : bisect_left(found.firsts, place + most, first)]


def spot_before(reading: Reading, place: int) -> Spot | None:
    """Return the last place that starts before the word at ``place``."""
    found = _read(reading)
    last = bisect_left(found.firsts, place) - 1
    return found.spots[last] if last >= 0 else None


def areas(reading: Reading) -> tuple[Area, ...]:
    """Return the areas of ``reading`` that are too wide to single anybody out."""
    return _read(reading).areas


def _read(reading: Reading) -> _Found:
    found = _READ.get(reading)
    if found is None:
        found = _READ[reading] = _found(reading)
    return found


def _found(reading: Reading) -> _Found:
    found: list[Spot] = []
    wide: list[Area] = []
    keys = [token.key for token in reading.tokens]
    place = 0
    while place < len(keys):
        spot, step = _at(reading, keys, place, found[-1] if found else None)
        if isinstance(spot, Spot):
            found.append(spot)
        elif spot is not None:
            wide.append(spot)
        place += step
    return _Found(tuple(found), tuple(wide), tuple(spot.first for spot in found))


def _at(reading: Reading, keys: list[str], place: int, previous: Spot | None) -> tuple[Spot | Area | None, int]:
    """Return the place that starts at a word, if any, and how many words to go on by."""
    if not _may_start(reading, keys, place):
        return None, 1
    wide, size, spot = 0, 0, None
    if _starts_place(keys[place]):
        wide = _wide(keys, place)
        size, spot = _candidate(reading, keys, place)
    if spot is not None and (phrase := lexicon().phrase_at(keys, place)) > size:
        return None, phrase
    if wide and (size < wide or not _may_be_town(reading, place, wide, spot)):
        return _area(reading, place, wide), wide
    if spot is None and not may_be_unknown(reading, place):
        return None, 1
    return _weighed(reading, place, spot, previous)


@lru_cache(maxsize=8_192)
def _starts_place(k: str) -> bool:
    """Tell whether the name of any place starts with a word; most words start none."""
    first = SAINTS.get(k, k)
    if first in areas_by_name() or first in names("foreign_cities.txt") or first in names("quarters.txt"):
        return True
    known = lexicon()
    fields = (Field.COMMUNE, Field.COMMUNE_WORDS)
    return (
        any(field.read(known.known(first)) for field in fields) or known.city(k) or known.country(k) or known.region(k)
    )


def _area(reading: Reading, place: int, size: int) -> Area:
    words = reading.tokens[place : place + size]
    return Area(words[0].start, words[-1].end, " ".join(word.key for word in words))


def _weighed(reading: Reading, place: int, spot: Spot | None, previous: Spot | None) -> tuple[Spot | None, int]:
    """Return what stands at a word once what is around it was read: the place, one that no list knows, or nothing."""
    follows = previous is not None and _is_listed(reading, previous, place)
    expected = strength(reading, place, spot.last if spot else place, follows_place=follows)
    if spot is not None and is_place(reading, spot.first, spot.last, expected, _population(spot, expected)):
        return _extended(reading, spot), spot.last - spot.first + 1
    unknown = unknown_place(reading, place, expected)
    return (_spot(reading, place, unknown), unknown) if unknown else (None, 1)


def _may_start(reading: Reading, keys: list[str], place: int) -> bool:
    """Tell whether a word may start the name of a place: no figures, and no two of "la", "de", "qui" in a row."""
    if keys[place] in EMPTY and reading.tokens[place].text != _COAST:
        return keys[place] in _STARTS and place + 1 < len(keys) and keys[place + 1] not in EMPTY
    return reading.tokens[place].shape is not Shape.NUMBER


def _candidate(reading: Reading, keys: list[str], place: int) -> tuple[int, Spot | None]:
    """Return the longest name of a place at a word, and how many words it has."""
    size = _words_of_commune(reading, keys, place)
    abroad, is_known = longest(names("foreign_cities.txt"), keys, place), True
    quarter = longest(names("quarters.txt"), keys, place)
    if not (size or abroad or quarter) and lexicon().city(keys[place]):
        abroad, is_known = 1, False
    best = max(size, abroad, quarter)
    if not best or not joined(reading, place, place + best - 1):
        return 0, None
    communes = lexicon().communes(" ".join(keys[place : place + size])) if best == size else ()
    spot = _spot(reading, place, best)
    return best, replace(spot, communes=communes, abroad=abroad == best, is_known=bool(communes) or is_known)


def _words_of_commune(reading: Reading, keys: list[str], place: int) -> int:
    """Return how many words from ``place`` on make the longest name of a commune on one line; 0 when none does."""
    for size in range(lexicon().commune_at(keys, place), 0, -1):
        if joined(reading, place, place + size - 1) and _is_commune(keys, place, size):
            return size
    return 0


def _is_commune(keys: list[str], place: int, size: int) -> bool:
    return bool(lexicon().communes(" ".join(keys[place : place + size])))


def _spot(reading: Reading, place: int, size: int) -> Spot:
    tokens = reading.tokens
    return Spot(place, place + size - 1, tokens[place].start, tokens[place + size - 1].end)


def _population(spot: Spot, expected: Strength) -> int:
    if spot.communes:
        return spot.communes[0].population
    if spot.abroad:
        return _ABROAD if spot.is_known else _LITTLE_KNOWN
    return _QUARTER if expected >= Strength.AT else 0


def _wide(keys: list[str], place: int) -> int:
    """Return how many words from ``place`` on name a country, a region or a department; 0 when none."""
    size = longest(areas_by_name(), keys, place)
    if size:
        return size
    k = keys[place]
    return int(k not in EMPTY and (lexicon().country(k) or lexicon().region(k)))


def _may_be_town(reading: Reading, place: int, size: int, spot: Spot | None) -> bool:
    """Tell whether a name of an area is rather the town of that name: "à Mayenne", not "en Mayenne"."""
    if spot is None or not spot.communes or _has_article(reading, place):
        return False
    if spot.communes[0].population < _TOWN_OF_AREA:
        return False
    return not lexicon().country(" ".join(t.key for t in reading.tokens[place : place + size]))


def _has_article(reading: Reading, place: int) -> bool:
    if not place:
        return False
    return reading.tokens[place - 1].key in ARTICLES | {"en", "du", "des"}


def _is_listed(reading: Reading, previous: Spot, place: int) -> bool:
    """Tell whether a list goes on: "Niort, Poitiers et Tours", "de Niort à Poitiers"."""
    between = reading.text[previous.end : reading.tokens[place].start]
    return len(between) <= _WIDEST and is_same_clause(between) and between.strip().lower().replace("à", "a") in _LISTED


def _extended(reading: Reading, spot: Spot) -> Spot:
    """Return ``spot`` with the arrondissement or the "cedex" that follows it."""
    key = reading.tokens[spot.last].key
    pattern = _ARRONDISSEMENT if key in _IN_PARTS and spot.first == spot.last else _CEDEX
    following = pattern.match(reading.text, spot.end)
    return replace(spot, end=following.end()) if following else spot
