"""What is seen of a text before it is weighed: words as they sound, neighbours, letters, what they speak of.

The tool that learns the weights (``tools/train_words.py``) sees through the same eyes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from toctoc.privacy.rules.said.spelling import sounds_like

if TYPE_CHECKING:
    from collections.abc import Iterator

# Features share this many places: two that fall together are told apart by their neighbours.
PLACES = 1 << 17
# Words and their neighbours count so many times as much as letters.
WHOLE = 2
# A passage where fewer things are seen is weighed as if they were so many.
_FEWEST = 120
# Letters in a row that are seen of a word, its ends among them.
_SHORTEST, _LONGEST = 3, 5
_LONGEST_WORD = 24
# How far, in words, one thing spoken of stands beside another; how far a denial reaches.
_BESIDE, _DENIED = 8, 4
START = "."
_STEM = 4
_DENIAL = "NO"


@lru_cache(maxsize=1)
def _ideas() -> dict[str, tuple[str, ...]]:
    """Return which ideas a word, or the beginning of one (it ends with a star), belongs to."""
    found: dict[str, tuple[str, ...]] = {}
    for line in (Path(__file__).parent / "ideas.txt").read_text(encoding="utf-8").splitlines():
        idea, _, words = line.partition(": ")
        if line and not line.startswith("#"):
            for word in words.split():
                found[word] = (*found.get(word, ()), idea)
    return found


@lru_cache(maxsize=16_384)
def ideas_of(word: str) -> tuple[str, ...]:
    """Return what a word speaks of."""
    ideas = _ideas()
    found = ideas.get(word, ())
    for end in range(min(len(word), _LONGEST_WORD), _STEM - 2, -1):
        found += ideas.get(f"{word[:end]}*", ())
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=16_384)
def form(word: str) -> str:
    """Return a word as it sounds; a number as how many figures it has."""
    if word[0].isdigit():
        return "0" * min(len(re.split(r"[.,]", word)[0]), 5)
    return sounds_like(word) if len(word) > _SHORTEST else word


def place(feature: str) -> int:
    """Return the place of a feature among ``PLACES``."""
    return crc32(feature.encode()) % PLACES


@lru_cache(maxsize=16_384)
def of_word(word: str) -> tuple[int, ...]:
    """Return the places of what is seen of a word alone: whole and by what it speaks of ``WHOLE`` times."""
    seen = [f"w {form(word)}", f"k {word[:_LONGEST_WORD]}", *(f"i {idea}" for idea in ideas_of(word))] * WHOLE
    if word[0].isalpha():
        framed = f"<{word[:_LONGEST_WORD]}>"
        for length in range(_SHORTEST, _LONGEST + 1):
            seen += dict.fromkeys(f"c {framed[at : at + length]}" for at in range(len(framed) - length + 1))
    return tuple(place(one) for one in seen)


def size(seen: int) -> float:
    """Return what the sum of so many weights is divided by: of few words little is known."""
    return sqrt(max(seen, _FEWEST))


def beside(words: tuple[str, ...], at: int) -> list[str]:
    """Return what is seen of the word at ``at`` with those before it; each counts ``WHOLE`` times."""
    if at and not (words[at][0].isalnum() or words[at - 1][0].isalnum()):
        return []  # marks after marks say nothing
    seen = _neighbours(words, at)
    if ideas := ideas_of(words[at]):
        seen += _spoken_of(words, at, ideas)
    return seen


def _neighbours(words: tuple[str, ...], at: int) -> list[str]:
    """Return the word at ``at`` with the one and the two before it."""
    word = form(words[at])
    if not at:
        return [f"2 {START} {word}"]
    before = form(words[at - 1])
    return [f"2 {before} {word}", f"3 {form(words[at - 2]) if at > 1 else START} {before} {word}"]


def _spoken_of(words: tuple[str, ...], at: int, ideas: tuple[str, ...]) -> Iterator[str]:
    """Yield what the word at ``at`` speaks of beside what those before it do, and whether it is denied."""
    near = {other for one in words[max(0, at - _BESIDE) : at] for other in ideas_of(one)}
    is_denied = any(_DENIAL in ideas_of(one) for one in words[max(0, at - _DENIED) : at])
    for idea in ideas:
        yield from (f"b {other} {idea}" for other in near)
        if is_denied:
            yield f"n {idea}"
