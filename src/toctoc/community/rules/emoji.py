"""Whether something is one emoji (Unicode TS #51), judged by the kinds of its characters."""

from __future__ import annotations

import unicodedata

LONGEST = 32
# Joiner, presentation, skin and keycap: they only change what stands before them.
_JOINER, _KEYCAP = "\u200d", "\u20e3"
_MODIFIERS = frozenset({"Mn", "Me", "Cf", "Sk"})


def is_emoji(text: str) -> bool:
    """Tell whether a text is an emoji or a sequence of them that is drawn as one, and nothing else."""
    if not 0 < len(text) <= LONGEST:
        return False
    if _KEYCAP in text:
        return text[0] in "0123456789#*" and text[1:].replace("\ufe0f", "") == _KEYCAP
    bases = [character for character in text if not _is_modifier(character)]
    if not bases or not all(_is_picture(character) for character in bases):
        return False
    are_flags = all("\U0001f1e6" <= character <= "\U0001f1ff" for character in bases)
    return len(bases) == (2 if are_flags else text.count(_JOINER) + 1)


def _is_modifier(character: str) -> bool:
    return character == _JOINER or unicodedata.category(character) in _MODIFIERS


def _is_picture(character: str) -> bool:
    # Pictures that are younger than this Python's tables have no kind yet.
    return unicodedata.category(character) == "So" or "\U0001f000" <= character <= "\U0001faff" or character in "‼⁉↔↕"
