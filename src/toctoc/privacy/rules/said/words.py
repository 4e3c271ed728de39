"""A text as words in one spelling: no case, no accents, elisions apart, short forms written out.

``"J’veu mourrir…"`` and ``"je veux mourir."`` read the same. Each word remembers where it stands in the writer's text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from toctoc.privacy.rules.folding import fold
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.said.spelling import in_full, written_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# What people say in one message; what stands beyond is not read.
LONGEST = 200_000
# A number with its decimals, a word or the first half of an elision, a mark that ends or breaks a sentence.
_PIECES = lazy(r"\d+(?:[.,]\d+)?|[^\W\d_]+'(?:t|re|ve|ll|s|m|d)(?![^\W_])|[^\W_]+'?|[.?!;:,()\n\"«»“”%]|\$(?=\w)")
# Letters kept apart to slip past a filter: m.o.u.r.i.r, s*u*i*c*i*d*e.
_APART = lazy(r"(?<!\w)\w(?:[.*_\-]\w){3,20}(?!\w)")
_STARS = lazy(r"(?<=[^\W\d_])[*@$](?=[^\W\d_])")
_QUOTES = frozenset('"«»“”')
_ELIDED = frozenset(
    ("j'", "l'", "d'", "m'", "t'", "s'", "n'", "c'", "qu'", "jusqu'", "lorsqu'", "puisqu'", "quelqu'", "aujourd'")
)
_VOWELS = frozenset("aeiouyh")
_ENDS = frozenset(".?!")


@dataclass(frozen=True)
class Said:
    """``words``: words and marks, each in one spelling; ``spans`` of each in the writer's text."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where the words from ``first`` up to, not with, ``last`` stand in the writer's text."""
        return self.spans[first][0], self.spans[last - 1][1]

    @cached_property
    def where(self) -> dict[str, list[int]]:
        """The places of each word, in order."""
        found: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            found.setdefault(word, []).append(place)
        return found

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Where each sentence starts, and ends with its mark."""
        ends = [place + 1 for place, word in enumerate(self.words) if word in _ENDS]
        if not ends or ends[-1] < len(self.words):
            ends.append(len(self.words))
        return tuple(pairwise((0, *ends)))

    def sentence(self, first: int, last: int) -> tuple[int, int]:
        """Return where the sentences start and end that the words from ``first`` up to ``last`` belong to."""
        ends = [end for _, end in self.sentences]
        starts, closes = self.sentences[bisect_right(ends, first)], self.sentences[bisect_right(ends, last - 1)]
        return starts[0], closes[1]

    @cached_property
    def passages(self) -> tuple[tuple[int, int], ...]:
        """Where each sentence with the one after it starts and ends."""
        ends = self.sentences
        return tuple((start, ends[min(place + 1, len(ends) - 1)][1]) for place, (start, _) in enumerate(ends))


@lru_cache(maxsize=8)
def said(text: str) -> Said:
    """Return ``text`` word by word, each in one spelling."""
    return _said(text, written_out)


@lru_cache(maxsize=8)
def plainly(text: str) -> Said:
    """Return ``text`` word by word, short forms written out and no mistake mended: the same whoever learned what."""
    return _said(text, in_full)


def _said(text: str, spell: Callable[[str, str], tuple[str, ...]]) -> Said:
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    for span, word in _typed(text[:LONGEST]):
        if words and words[-1] == "j'" and word[0] not in _VOWELS:  # "j'me", "j'veux"
            words[-1] = "je"
        for plain in spell(word, words[-1] if words else ""):
            words.append(plain)
            spans.append(span)
    return Said(tuple(words), tuple(spans))


@lru_cache(maxsize=4)
def _typed(text: str) -> tuple[tuple[tuple[int, int], str], ...]:
    """Return the span and the key of each word and mark as typed; kept, for a text is read in two ways."""
    folded = fold(text)
    return tuple((folded.span(start, end), word) for start, end, word in _pieces(folded.text))


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and key of each word and mark."""
    text = _APART.sub(lambda found: re.sub(r"[.*_\-]", "\x00", found[0]), text.replace("’", "'"))
    text = _STARS.sub(lambda found: {"*": "\x00", "@": "a", "$": "s"}[found[0]], text)
    if "\x00" not in text:
        yield from _plain_pieces(text, 0)
        return
    end = 0
    for hidden in re.finditer(r"[^\W_](?:\x00?[^\W_]){0,60}\x00[^\W_](?:\x00?[^\W_]){0,60}", text):
        yield from _plain_pieces(text[end : hidden.start()], end)
        yield hidden.start(), hidden.end(), key(hidden[0].replace("\x00", ""))
        end = hidden.end()
    yield from _plain_pieces(text[end:], end)


def _plain_pieces(text: str, offset: int) -> Iterator[tuple[int, int, str]]:
    for found in _PIECES.finditer(text):
        start, end = found.start() + offset, found.end() + offset
        word = key(found[0])
        if word in _QUOTES:
            yield start, end, '"'
        elif word == "\n" or word in _ENDS:
            yield start, end, "." if word == "\n" else word
        elif word.endswith("'") and word not in _ELIDED:
            yield start, end, word[:-1]
        else:
            yield start, end, word
