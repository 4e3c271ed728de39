"""How strongly the words around a name say that it is the name of a place."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING

from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.places.cues import (
    AT,
    BORN,
    CARE,
    DOES,
    HAS_NAME,
    LIVES,
    NAMED_AFTER,
    OF,
    SCALES,
    TITLES,
    TOWN,
    TRIPS,
)
from toctoc.privacy.rules.places.words import ARTICLES, before, gap, is_capital
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from toctoc.privacy.rules.reading import Reading

# "Niort (79)", "Niort, 79000", "Niort cedex", "Paris 13e": figures of a department, a postcode or a part beside it.
_AFTER = lazy(
    r"\s?[(,]?\s?(?:F-)?(?:2[AB]|\d{5}|(?<=\()\d{2,3}(?=\)))(?![\d.,/%])|\s(?:cedex|CEDEX)\b"
    r"|,?\s[(]?\d{1,2}(?:er|[eè]me|[eè])\b"
)
_POSTCODE_BEFORE = lazy(r"(?<!\d)(?:F-?)?\d{5},?\s{1,2}(?:[LD]['’]|L[AE]S?\s)?$", re.IGNORECASE)
_NEAR = 12
_POSTCODE = 5
# What a form asks for, before the town.
_LABEL = lazy(
    r"(?:lieu(?:\sde\snaissance)?|n[ée]e?\s[àa]|commune|ville|domicile|r[ée]sidence|town|city"
    r"|place\sof\sbirth)\s?:\s{0,2}$",
    re.IGNORECASE,
)
_LABELLED = 26
# "Madame de …": a surname. "Ma sœur de Poitiers" is from Poitiers.
_NOBILIARY = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle", "comte", "comtesse", "marquis"})
# Towns that French speaks of with "en".
_WITH_EN = frozenset({"avignon", "arles"})
# First names borne by fewer people than 2 to this power are no hint.
KNOWN_FIRST_NAME = 10
# Towns whose name is a scale: "Glasgow 15", "Ottawa rules".
_SCALES_BY_TOWN = frozenset(
    {"glasgow", "ottawa", "geneve", "genève", "boston", "toronto", "milan", "edmonton", "oxford", "budapest"}
)
_SCORED = lazy(r"Bath\sà\s\d(?!\s?(?:h|km|min))|[A-Z][a-z]{2,20}\s\+\s?[,;.)]")
_AM = frozenset({"suis", "es"})
_NOT_OF = NAMED_AFTER | _NOBILIARY
_OF_TOWNS = TOWN | CARE | _AM
_NEAR_TOWNS = CARE | HAS_NAME
# "Vis-à-vis" is not living anywhere.
TWICE = 2


class Strength(IntEnum):
    """From words that forbid a place, to words after which any name is one."""

    NO = -1
    NONE = 0
    OF = 1
    AT = 2
    LIKELY = 3
    SURE = 4
    CERTAIN = 5


def strength(reading: Reading, first: int, last: int, *, follows_place: bool) -> Strength:
    """Return how strongly a place is expected at words ``first`` to ``last``.

    ``follows_place`` tells that a place was just found before them ("Niort et Poitiers").
    """
    tokens, text = reading.tokens, reading.text
    start = tokens[first].start
    if _has_figures(text, start, tokens[last].end):
        return Strength.CERTAIN
    if _LABEL.search(text[max(0, start - _LABELLED) : start]):
        return Strength.SURE
    keys = before(reading, first)
    if _is_named_after(reading, last) or _forbids(reading, first, keys):
        return Strength.NO
    found = _by_preposition(reading, first, keys) if keys else _in_brackets(reading, first)
    found = _contracted(reading, first, last, found)
    return max(found, Strength.AT) if follows_place and found >= Strength.NONE else found


def _forbids(reading: Reading, first: int, keys: list[str]) -> bool:
    """Tell whether the nearest of ``keys`` before the name makes a disease or a person of it."""
    if keys and keys[0] in TITLES:
        return not is_linked(reading, first)
    return bool(keys) and keys[0] in NAMED_AFTER


def _has_figures(text: str, start: int, end: int) -> bool:
    """Tell whether the figures of a place stand beside a name; five of them must be a postcode."""
    found = _AFTER.match(text, end) or _POSTCODE_BEFORE.search(text[max(0, start - _NEAR) : start])
    if found is None:
        return False
    code = "".join(c for c in found.group() if c.isdigit())
    return len(code) != _POSTCODE or bool(lexicon().postcode(code))


def _contracted(reading: Reading, first: int, last: int, found: Strength) -> Strength:
    """Return what is expected of "au Mans" and "du Havre", which hold their preposition."""
    if first == last or found is Strength.NO:
        return found
    k = reading.tokens[first].key
    if k in {"au", "aux"}:
        return max(found, Strength.AT)
    return max(found, Strength.OF) if k in {"du", "des"} else found


def lives(k: str) -> bool:
    """Tell whether a word says that somebody lives somewhere, as many spell it: "jabite", "habitte"."""
    return k in LIVES or k.startswith(("habit", "jhabit", "jabit", "abit"))


def _in_brackets(reading: Reading, first: int) -> Strength:
    """Return what is expected in brackets: "dans notre village (…)"."""
    if first and gap(reading, first - 1) == " (" and reading.tokens[first - 1].key in HAS_NAME:
        return Strength.SURE
    return Strength.NONE


def _is_named_after(reading: Reading, last: int) -> bool:
    """Tell whether a thing named after the place follows: "Tokyo Guidelines", or what a scale says: "Bath à 6"."""
    if _SCORED.match(reading.text, reading.tokens[last].start):
        return True
    if last + 1 >= len(reading.tokens) or gap(reading, last) != " ":
        return False
    following = reading.tokens[last + 1]
    if reading.tokens[last].key in _SCALES_BY_TOWN:
        return following.shape is Shape.NUMBER or following.key in NAMED_AFTER
    return following.key in NAMED_AFTER and (is_capital(following) or following.key in SCALES)


def is_linked(reading: Reading, first: int) -> bool:
    """Tell whether the word before is a thing of a town rather than the title of a person: never for a bare title."""
    return first > 0 and reading.tokens[first - 1].key in TOWN


# What stands right before the name, but for prepositions that are looked behind.
_BEHIND: dict[str, Strength] = {
    **dict.fromkeys(TOWN | CARE, Strength.AT),
    **dict.fromkeys(TRIPS, Strength.LIKELY),
    **dict.fromkeys(("dans", "par", "depuis", "via", "ou"), Strength.OF),
    **dict.fromkeys(ARTICLES, Strength.NO),
}


def _by_preposition(reading: Reading, first: int, keys: list[str]) -> Strength:
    nearest, rest = keys[0], keys[1:]
    if nearest in OF:
        return _after_of(reading, first, rest)
    if nearest in AT:
        return _after_at(rest)
    if nearest == "en":
        return Strength.AT if reading.tokens[first].key in _WITH_EN else Strength.NO
    if nearest in _BEHIND:
        return _BEHIND[nearest]
    if lives(nearest):
        return Strength.SURE
    return Strength.NO if _is_part_of_name(reading, first) else Strength.NONE


def _after_at(rest: list[str]) -> Strength:
    near = rest[:4]
    if near.count("vis") != TWICE and any(lives(k) for k in near):
        return Strength.SURE
    if near and (near[0] in BORN or near[0] in DOES or near[0] in CARE or "ne" in near[:2] or "nee" in near[:3]):
        return Strength.LIKELY
    return Strength.AT


def _after_of(reading: Reading, first: int, rest: list[str]) -> Strength:
    head = [k for k in rest if k not in ARTICLES]
    if not head:
        return Strength.OF
    if head[0] in _NOT_OF or not SCALES.isdisjoint(head):
        return Strength.NO
    told = _after_thing(head)
    if told is Strength.NONE:
        return told if _is_of_person(reading, first, rest[0]) else Strength.OF
    return told


def _after_thing(head: list[str]) -> Strength:
    """Return what is expected after "de", by the words before it, the nearest first."""
    nearest = head[0]
    if nearest in HAS_NAME or (nearest in LIVES and nearest != "vis"):
        return Strength.SURE
    if nearest in _OF_TOWNS:
        return Strength.LIKELY
    return Strength.AT if nearest in DOES or not _NEAR_TOWNS.isdisjoint(head[:3]) else Strength.NONE


def _is_of_person(reading: Reading, first: int, k: str) -> bool:
    """Tell whether a first name in capitals stands before "de"."""
    return is_capital(reading.tokens[first - 2]) and lexicon().first_name(k) >= KNOWN_FIRST_NAME


def _is_part_of_name(reading: Reading, first: int) -> bool:
    """Tell whether the word before is a first name, or is joined by a hyphen."""
    previous = reading.tokens[first - 1]
    between = gap(reading, first - 1)
    if between == "-":
        return not lexicon().communes(previous.key)
    return between == " " and is_capital(previous) and lexicon().first_name(previous.key) >= KNOWN_FIRST_NAME
