"""What is told of few people without its list: families with a condition, and events named after their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.places.starting import matches, stems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

_TITLE = r"(?-i:[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿœ])[\w’'-]{1,25}"
NAME = rf"(?P<name>{_TITLE}(?:[ -](?:(?:sur|sous|en|la|le|les|de|du)[ -])?{_TITLE}){{0,2}})"
# "Twins with Rett in Sligo", "deux sœurs atteintes de Niemann-Pick à Lodève".
_FAMILY = lazy(
    r"\b(?:(?:two|three|deux|trois|les|the)\s)?(?:brothers|sisters|siblings|twins|cousins|triplets|fr[èe]res|s(?:œ|oe)urs"
    r"|jumeaux|jumelles|tripl[ée]s|triplettes|family|famille|fratrie)\s(?:with|avec|who\shave|atteint\w{0,2}\s(?:de|d['’]|du))\s?"
    rf"(?:an?\s|une?\s|la\s|l['’])?(?P<with>{_TITLE})(?:\s(?:syndrome|disease))?\s(?:in|from|of|near|[àa]|de|en)\s{NAME}",
    re.IGNORECASE,
)
_FAMILY_FIRST = stems(
    """
    two three deux trois les the brothers sisters siblings twins cousins triplets freres soeurs jumeaux jumelles triples
    triplettes family famille fratrie
    """
)
# "The Fabry family of Kilkenny".
_OF_FAMILY = lazy(rf"\b[Tt]he\s(?P<with>{_TITLE})\s(?:family|families|twins|brothers|sisters)\s(?:of|in|from)\s{NAME}")
# "The Ladbroke Grove crash": English names an event after its place.
_EVENT = lazy(
    rf"\b[Tt]he\s(?P<name>{_TITLE}(?:\s{_TITLE}){{0,2}})\s(?:crash|fire|bombing|shooting|disaster|explosion|stabbings?"
    r"|derailment|avalanche|shipwreck)\b"
)
_THE = stems("the")
# Conditions that many live with are told of many families: "Parkinson".
_FIRST = lazy(r"[ ’'-]")


def families(reading: Reading, frequent: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield where families with a condition named after somebody, but none of the ``frequent``, start and end."""
    for pattern, first in ((_FAMILY, _FAMILY_FIRST), (_OF_FAMILY, _THE)):
        for match in matches(pattern, reading, first):
            who = _FIRST.split(key(match["with"]))[0]
            if lexicon().eponym(who) and who not in frequent and is_place_name(match["name"]):
                yield match.span()


def events(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield where events that English names after their place start and end."""
    for match in matches(_EVENT, reading, _THE) if reading.language == "en" else ():
        if is_place_name(match["name"]):
            yield match.span()


def is_place_name(written: str) -> bool:
    """Tell whether a name in capitals may be a place: no country, no month, no drug and no first name of many."""
    known, k = lexicon(), _FIRST.split(key(written))[0]
    if known.medical(k) or known.month(k) or known.country(k) or known.region(k):
        return False
    return known.first_name(k) < _FIRST_NAME and known.word(key(written)) < _WORD


_FIRST_NAME, _WORD = 8, 5
