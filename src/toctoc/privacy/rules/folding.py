"""Read a text as the eye does, remembering where each character came from.

People (and those who want to slip past a guard) write full-width digits, put zero-width characters inside a
number, or type ``(at)``. Folding undoes the first two so that a detector needs one pattern, and keeps an index back.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

# Format characters (zero width, bidirectional marks, soft hyphen) and combining grapheme joiners.
_INVISIBLE = frozenset({"Cf"})
_JOINERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2065\u3164\ufe0e\ufe0f\uffa0")


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` to look at, and ``origins[i]``: where its character ``i`` stands in the writer's text."""

    text: str
    origins: tuple[int, ...]
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the writer's span for a folded one."""
        last = self.origins[end - 1]
        return self.origins[start], last + 1


def fold(text: str) -> Folded:
    """Return ``text`` without invisible characters, each compatibility character as its plain form."""
    if text.isascii():
        return Folded(text, tuple(range(len(text))), len(text))
    characters: list[str] = []
    origins: list[int] = []
    for position, character in enumerate(text):
        if character in _JOINERS or unicodedata.category(character) in _INVISIBLE:
            continue
        for plain in _plain(character):
            characters.append(plain)
            origins.append(position)
    return Folded("".join(characters), tuple(origins), len(text))


def _plain(character: str) -> str:
    if character.isascii():
        return character
    if unicodedata.category(character) == "Nd":  # any script's digits
        return str(unicodedata.digit(character))
    if unicodedata.category(character) in {"Zs", "Zl", "Zp"}:
        return " "
    if unicodedata.category(character) == "Pd":
        return "-"
    return unicodedata.normalize("NFKC", character)
