"""Read a text as the eye does, remembering where each character came from.

People (and those who want to slip past a guard) write full-width digits, strike figures through, put zero-width
characters inside a number, or type ``(at)``. Folding undoes all but the last so that a detector needs one pattern, and
keeps an index back.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# What the eye does not see or reads through: format and control characters, lone surrogates, marks set on or around
# another character (a strike, a keycap). Precomposed letters keep their accent.
_UNSEEN = frozenset({"Cf", "Cc", "Cs", "Mn", "Me"})
# Fillers that Unicode calls letters.
_FILLERS = frozenset("\u115f\u1160\u2065\u3164\uffa0")
_BREAKS = frozenset("\t\n\r")
_UNSEEN_ASCII = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Signs that read as a plain one although Unicode holds them apart: minus, bullets, the ideographic full stop.
_READ_AS = dict(zip("\u2212\u2022\u2219\u22c5\u2027\u30fb\u3002\uff61", "-·····..", strict=True))
# What a page does not show of a text: emphasis, code, the stroke before a sign, a link's target, all but one of
# several spaces. An underscore within a word is shown.
_NOT_SHOWN = re.compile(
    r"[*`]|\\(?=[!-/:-@\[-`{-~])|(?<![^\W_])_+|_+(?![^\W_])|(?<=[ \t])[ \t]+"
    r"|\[(?=[^\[\]\n]*\]\()|\]\((?:[^()\n]|\([^()\n]*\))*\)"
)


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
    """Return ``text`` without what is not seen, each compatibility character as its plain form."""
    if text.isascii() and not _UNSEEN_ASCII.search(text):
        return Folded(text, tuple(range(len(text))), len(text))
    characters: list[str] = []
    origins: list[int] = []
    for position, character in enumerate(text):
        for plain in _plain(character):
            characters.append(plain)
            origins.append(position)
    return Folded("".join(characters), tuple(origins), len(text))


def shown(folded: Folded) -> Folded:
    """Return what a page shows of a folded text once its markup is rendered; the same object when nothing goes."""
    characters: list[str] = []
    origins: list[int] = []
    end = 0
    for match in _NOT_SHOWN.finditer(folded.text):
        characters.append(folded.text[end : match.start()])
        origins.extend(folded.origins[end : match.start()])
        end = match.end()
    if not end:
        return folded
    return Folded("".join([*characters, folded.text[end:]]), (*origins, *folded.origins[end:]), folded.length)


def _plain(character: str) -> str:
    if " " <= character <= "~" or character in _BREAKS:
        return character
    category = unicodedata.category(character)
    if category in _UNSEEN or character in _FILLERS:
        return ""
    if category == "Nd":  # any script's digits
        return str(unicodedata.digit(character))
    if category in {"Zs", "Zl", "Zp"}:
        return " "
    if category == "Pd":
        return "-"
    return _usual(character, category)


def _usual(character: str, category: str) -> str:
    """Return the usual form of a letter, a figure or a sign that is none of the above."""
    plain = unicodedata.normalize("NFKC", character)
    if plain == character and category == "No":  # figures in discs, which have no plain form but a value
        return str(unicodedata.digit(character, character))
    return _READ_AS.get(plain, plain)
