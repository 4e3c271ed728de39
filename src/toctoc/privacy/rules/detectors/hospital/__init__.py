"""Hospitals, clinics, homes, practices and pharmacies by their name.

With a date and a diagnosis, a hospital leads to one stay. "Le CHU" and "les urgences" alone name nothing; public bodies
(HAS, Inserm, AP-HP) treat nobody by themselves.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.hospital.heads import (
    ABBREVIATIONS,
    ADJECTIVES,
    ENGLISH_HEADS,
    ENGLISH_LONG_HEADS,
    ENGLISH_WEAK_HEADS,
    HEADS,
    KINDS,
    LONG_HEADS,
    NO_LINK,
    NOUN_MARKS,
    SERVED,
    SPOKEN,
    WEAK_HEADS,
)
from toctoc.privacy.rules.detectors.hospital.naming import (
    SAINTS,
    after_kinds,
    english_end,
    english_start,
    is_name_word,
    name_end,
    through,
)
from toctoc.privacy.rules.detectors.hospital.spoken import is_public, is_spoken_of
from toctoc.privacy.rules.detectors.hospital.told import told
from toctoc.privacy.rules.detectors.hospital.wide import led, wide
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.places import areas, spots_from
from toctoc.privacy.rules.places.cues import AT, OF
from toctoc.privacy.rules.places.known import longest, names
from toctoc.privacy.rules.places.starting import matches, stems
from toctoc.privacy.rules.places.words import before_articles, gap, is_capital, joined
from toctoc.privacy.rules.reading import Shape
from toctoc.privacy.rules.replacements import best

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

_REASON = "Le nom d’un établissement ou d’un cabinet aide à reconnaître quelqu’un."
_LISTS = ("hospitals.txt", "english_hospitals.txt")
_LONGEST_HEAD = 6
_SHORTEST_NAME = 4
# "Endoscopic Surgery", "Family Practice": no house.
_ADJECTIVES = (
    "ic",
    "al",
    "ar",
    "ary",
    "family",
    "heart",
    "brain",
    "eye",
    "spine",
    "hip",
    "knee",
    "day",
    "bowel",
    "group",
)
# "Le service du Pr Vasseur"
_CHIEF = lazy(
    r"\bservice\s(?:d[eu’']\s?[\w’'-]{3,30}\s(?:[\w’'-]{3,30}\s)?)?d[ue]\s(?:la\s)?(?:Pr|Professeure?|Dr"
    r"|Docteure?)\.?\s"
    r"[A-ZÀ-Ý][\w’'-]{1,30}(?:[ -][A-ZÀ-Ý][\w’'-]{1,30}){0,2}"
)
_SERVICE = stems("service")
_FIRSTS = frozenset(head[0] for head in LONG_HEADS)


class HospitalDetector:
    """Finds names of establishments, with the word for the establishment when it stands beside them."""

    kind = "hospital"

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield every name of an establishment."""
        regions = {(area.start, area.end) for area in areas(reading)}
        for start, end in chain(_named(reading), wide(reading), told(reading)):
            if (start, end) not in regions and not is_public(reading, start, end):
                yield self._finding(reading, start, end)
        for match in matches(_CHIEF, reading, _SERVICE):
            yield self._finding(reading, match.start(), match.end())

    def _finding(self, reading: Reading, start: int, end: int) -> Finding:
        instead = best(self.kind, reading.text[start:end], reading.language, reading.around.today)
        start = led(reading.text, start)
        return Finding(start, end, self.kind, Level.MASK, _REASON, instead)


def _named(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield where the names start and end that lists, or the word for the house beside them, tell."""
    keys, announces = [token.key for token in reading.tokens], _announcing()
    for place, k in enumerate(keys):
        span = _announced(reading, keys, place) if k in announces else None
        if span := span or _served(reading, place):
            yield reading.tokens[span[0]].start, reading.tokens[span[1]].end


@cache
def _announcing() -> frozenset[str]:
    """Return every word that a name of a house starts with, or stands beside."""
    heads = HEADS | WEAK_HEADS | ABBREVIATIONS | ENGLISH_HEADS | ENGLISH_WEAK_HEADS | _FIRSTS
    saints = {"st", "ste"}  # for "saint", in the lists
    return heads | saints | {head[0] for head in ENGLISH_LONG_HEADS} | {k for path in _LISTS for k in names(path)}


def _announced(reading: Reading, keys: list[str], place: int) -> tuple[int, int] | None:
    return _headed(reading, keys, place) or _english(reading, keys, place) or _known(reading, keys, place)


def _headed(reading: Reading, keys: list[str], place: int) -> tuple[int, int] | None:
    """Return the words of an establishment whose kind stands at ``place`` and whose name follows."""
    size = _head_size(reading, keys, place)
    if not size:
        return None
    head = keys[place + size - 1]
    at = after_kinds(reading, place + size)
    if at >= len(keys) or (head in ADJECTIVES and not _is_noun(reading, place)):
        return None
    end = -1 if head in NO_LINK and not is_capital(reading.tokens[at]) else name_end(reading, at, head)
    return (place, end) if end >= 0 and _is_named(reading, place, at, end, size) else None


def _is_named(reading: Reading, place: int, at: int, end: int, size: int) -> bool:
    """Tell whether the words from ``at`` to ``end`` are enough of a name for the kind of ``size`` words before."""
    token = reading.tokens[place + size - 1]
    if reading.tokens[place].shape is Shape.LOWER and token.key in ABBREVIATIONS:
        return _ends_in_place(reading, at, end)
    return size > 1 or token.key not in WEAK_HEADS or _is_sure(reading, at, end)


def _is_noun(reading: Reading, place: int) -> bool:
    """Tell whether "clinique" is the house rather than the adjective."""
    if place and gap(reading, place - 1) in {" ", "’", "'"} and not reading.tokens[place].opens:
        following = reading.tokens[place + 1].key
        is_name = following in SAINTS or not lexicon().word(following)
        is_named = is_name and is_name_word(reading, place + 1)
        return is_capital(reading.tokens[place]) or is_named or reading.tokens[place - 1].key in NOUN_MARKS
    return True


def _ends_in_place(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a known place or a word in capitals stands among the words."""
    if any(is_capital(t) for t in reading.tokens[first : last + 1]):
        return True
    return last > first or bool(spots_from(reading, first, 1))


def _head_size(reading: Reading, keys: list[str], place: int) -> int:
    k = keys[place]
    if k in _FIRSTS:
        for size in range(min(_LONGEST_HEAD, len(keys) - place), 1, -1):
            if tuple(keys[place : place + size]) in LONG_HEADS and joined(reading, place, place + size - 1):
                return size
    if k in HEADS or k in WEAK_HEADS:
        return 1
    if k in ABBREVIATIONS:
        return 1 if reading.tokens[place].shape is Shape.UPPER or k in SPOKEN else 0
    return 0


def _is_sure(reading: Reading, at: int, end: int) -> bool:
    """Tell whether what follows a weak word is a name: a capital that opens no sentence, not a place alone."""
    words = [t for t in reading.tokens[at : end + 1] if is_capital(t)]
    known = names("hospitals.txt")
    return any((t.key,) in known.get(t.key, ()) or not _is_thing(t.key) for t in words)


def _is_thing(k: str) -> bool:
    return lexicon().medical(k) or lexicon().brand(k)


def _english(reading: Reading, keys: list[str], place: int) -> tuple[int, int] | None:
    """Return the words of an establishment whose English kind stands at ``place`` and whose name precedes."""
    last = _english_head(reading, keys, place)
    if last < 0 or not (is_capital(reading.tokens[place]) or reading.language == "en"):
        return None
    end = english_end(reading, last)
    if place and keys[place] in ENGLISH_WEAK_HEADS and keys[place - 1].endswith(_ADJECTIVES):
        return None
    start, named = english_start(reading, place)
    return (start, end) if named or end > last else None


def _english_head(reading: Reading, keys: list[str], place: int) -> int:
    """Return the last word of the English kind at ``place``; -1 when there is none."""
    if keys[place] in ENGLISH_HEADS or (keys[place] in ENGLISH_WEAK_HEADS and reading.language == "en"):
        return place
    return place + 1 if tuple(keys[place : place + 2]) in ENGLISH_LONG_HEADS else -1


def _known(reading: Reading, keys: list[str], place: int) -> tuple[int, int] | None:
    """Return the words of a hospital that is known by its name, where care is spoken of."""
    size = max(longest(names(path), keys, place) for path in _LISTS)
    if not size or not joined(reading, place, place + size - 1):
        return None
    last = place + size - 1
    return (place, _with_town(reading, last)) if is_spoken_of(reading, place, last) else None


def _with_town(reading: Reading, last: int) -> int:
    """Return the last word of the town that follows a hospital's name: "St James's in Leeds"."""
    for spot in spots_from(reading, last + 2, 1):
        if reading.tokens[last + 1].key in AT | OF and joined(reading, last, spot.first):
            return spot.last
    return last


def _served(reading: Reading, place: int) -> tuple[int, int] | None:
    """Return the words of an unknown name that a service belongs to: "soins palliatifs de la Maison de Nicodème"."""
    token = reading.tokens[place]
    if token.shape is not Shape.TITLE or token.opens or len(token.text) < _SHORTEST_NAME:
        return None
    near = before_articles(reading, place, 5)
    if OF.isdisjoint(near[:1]) or SERVED.isdisjoint(near[1:2]):
        return None
    last = through(reading, place)
    is_named = last > place if token.key == "maison" else token.key not in KINDS and not _is_other(token.key)
    return (place, last) if is_named else None


def _is_other(k: str) -> bool:
    """Tell whether a name in capitals behind a service is known as something else than a house."""
    known = lexicon()
    if known.word(k) and not known.first_name(k):
        return True
    looked_up = (known.medical, known.eponym, known.brand, known.month, known.region, known.country)
    return any(look(k) for look in looked_up)
