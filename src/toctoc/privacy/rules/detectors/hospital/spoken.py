"""Tell the hospital from the person, the saint and the sight whose name it bears."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.hospital.heads import CARED, SERVICES
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.places.cues import AT, NAMED_AFTER, OF, TITLES
from toctoc.privacy.rules.places.evidence import KNOWN_FIRST_NAME
from toctoc.privacy.rules.places.known import known_by_all
from toctoc.privacy.rules.places.words import ARTICLES, before_articles, gap, is_capital

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.privacy.rules.reading import Reading, Token

_CARE = CARED | SERVICES
_AROUND_PUBLIC = ARTICLES | {
    "groupe",
    "laboratoire",
    "laboratoires",
    "labo",
    "fondation",
    "institut",
    "clinique",
    "lycee",
    "ecole",
    "syndrome",
    "du",
    "des",
}


def is_public(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a name is a body or a sight that everybody knows, and nobody is said to be treated there."""
    first = bisect_left(reading.tokens, start, key=lambda token: token.start)
    last = bisect_left(reading.tokens, end, first, key=lambda token: token.start)
    span = known_by_all([token.key for token in reading.tokens[first:last]])
    if span is None or not all(t.key in _AROUND_PUBLIC for t in reading.tokens[first : first + span[0]]):
        return False
    rest = before_articles(reading, first, 6)
    return first + span[1] == last and CARED.isdisjoint(rest) and AT.isdisjoint(rest[:1])


def is_spoken_of(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a name that hospitals bear means the hospital, by its capitals and by what stands before."""
    rest = before_articles(reading, first, 6)
    content = _content(reading.tokens[first : last + 1])
    if not rest:
        return len(content) > 1 and all(is_capital(t) for t in content) and not _is_person(reading, first)
    if rest[0] in OF:
        if not NAMED_AFTER.isdisjoint(rest[1:2]):
            return False
        if len(content) <= 1 and lexicon().eponym(content[0].key):
            return not _CARE.isdisjoint(rest[1:3])
    return rest[0] not in TITLES and _is_meant(reading, first, rest, content)


def _is_person(reading: Reading, first: int) -> bool:
    """Tell "Georges Pompidou fut président" from "Georges-Pompidou": a hyphen makes the hospital of a first name."""
    is_first_name = lexicon().first_name(reading.tokens[first].key) >= KNOWN_FIRST_NAME
    return is_first_name and gap(reading, first) == " "


def _content(words: Iterable[Token]) -> list[Token]:
    return [t for t in words if t.key not in ARTICLES and len(t.text) > 1]


def _is_meant(reading: Reading, first: int, rest: list[str], content: list[Token]) -> bool:
    """Tell whether what stands before, the nearest first in ``rest``, makes the hospital of a name."""
    return _is_told_by(rest, content) or (_is_strange(rest, content) and not _is_name_before(reading, first))


def _is_told_by(rest: list[str], content: list[Token]) -> bool:
    """Tell whether care, or a preposition of place, is close enough before a name of ``content``."""
    is_sure = all(is_capital(t) for t in content) or _are_plain(content)
    if not _CARE.isdisjoint(rest):
        return is_sure or rest[0] in OF | AT
    is_of_written = rest[0] in OF and all(is_capital(t) for t in content)
    return is_of_written or (rest[0] in AT and (is_sure or len(content) > 1))


def _is_strange(rest: list[str], content: list[Token]) -> bool:
    """Tell whether a name is nothing else, and is written as one or stands behind "de"."""
    if not _CARE.isdisjoint(rest) or rest[0] in AT:
        return False
    return _are_plain(content) and (rest[0] in OF or all(is_capital(t) for t in content))


def _are_plain(content: list[Token]) -> bool:
    return all(_is_plain(t.key) for t in content)


def _is_plain(k: str) -> bool:
    known = lexicon()
    return not known.word(k) and not known.first_name(k)


def _is_name_before(reading: Reading, first: int) -> bool:
    return gap(reading, first - 1) in {" ", "-"} and is_capital(reading.tokens[first - 1])
