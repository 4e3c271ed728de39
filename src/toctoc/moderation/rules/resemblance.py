"""How alike two texts are: a fingerprint that changes little when the text does.

Simhash (Charikar, 2002) over shingles of three words; two texts of the same hand differ by at most
:data:`NEAR` of 64 bits (Manku, Jain and Das Sarma, 2007, found 3 right for web pages).
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BITS = 64
NEAR = 3
WORDS = 3
# Shorter ones ("Bonjour à tous") are everybody's.
SHORTEST = 40
_WORD = re.compile(r"\w+")
_LINK = re.compile(r"https?://([^\s<>()\"]+)", re.IGNORECASE)
_HALF = 1 << (BITS - 1)


def fingerprint(words: str) -> int | None:
    """Return a signed 64-bit fingerprint, or ``None`` for a text too short to tell."""
    folded = words.casefold()
    if len(folded) < SHORTEST:
        return None
    weights = [0] * BITS
    for shingle in _shingles(_WORD.findall(folded)):
        number = int.from_bytes(blake2b(shingle.encode(), digest_size=BITS // 8).digest(), "big")
        for bit in range(BITS):
            weights[bit] += 1 if number >> bit & 1 else -1
    return sum(1 << bit for bit in range(BITS) if weights[bit] > 0) - _HALF


def _shingles(words: list[str]) -> Iterator[str]:
    for place in range(max(1, len(words) - WORDS + 1)):
        yield " ".join(words[place : place + WORDS])


def are_near(one: int, other: int) -> bool:
    """Tell whether two fingerprints are those of nearly the same text."""
    return ((one + _HALF) ^ (other + _HALF)).bit_count() <= NEAR


def links_in(words: str) -> list[str]:
    """Return the addresses a text links to, as they are compared: no scheme, no query, no last slash."""
    found = (link.partition("?")[0].partition("#")[0].rstrip("/.,;:!").lower() for link in _LINK.findall(words))
    return [link for link in dict.fromkeys(found) if link]
