"""What is seen of a text before its topics are weighed: words without endings, words side by side, letters in a row.

The tool that learns the weights (``tools/train_topics.py``) sees through the same eyes.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING
from zlib import crc32

from toctoc.privacy.rules.lazy import lazy
from toctoc.search.rules.words import folded, names_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# What is read of a text, in characters: whoever asks has said what it is about by then.
LONGEST = 8_000
# Letters in a row that are seen of a word, its ends among them.
_SHORTEST, _LONGEST_RUN = 3, 5
_LONGEST_WORD = 24
_WORD = lazy(r"\d+|[^\W\d_]+|[?:]")
_FIRST, _LAST = 2, 4


def seen(text: str) -> tuple[Iterator[int], Iterator[int], Iterator[int]]:
    """Return the keys of the words of ``text``, of its pairs of words, and of the letters of its words."""
    # Folded once: what follows finds nothing left to fold.
    text = folded(text[:LONGEST])
    words = words_of(text, "fr")
    return (
        map(_key, words),
        (_key(f"{first} {second}") for first, second in pairwise(words)),
        (key for word in names_of(text) for key in _letters(word[:_LONGEST_WORD])),
    )


def phrased(text: str) -> tuple[Iterator[int], Iterator[int]]:
    """Return the keys of the words of ``text``, the small ones too, and of two and three that follow each other."""
    words = ["0" if word.isdecimal() else word for word in _WORD.findall(folded(text[:LONGEST]))]
    # Questions are told by how they begin and how they end.
    alone = (*words, *(f"^{word}" for word in words[:_FIRST]), *(f"{word}$" for word in words[-_LAST:]))
    pairs = (" ".join(one) for one in pairwise(("^", *words, "$")))
    threes = (" ".join(one) for one in zip(words, words[1:], words[2:], strict=False))
    return map(_key, alone), map(_key, chain(pairs, threes))


def _key(feature: str) -> int:
    # What is no text ("\ud800" alone) has a key as well as the rest.
    return crc32(feature.encode("utf-8", "replace"))


@lru_cache(maxsize=4_096)
def _letters(word: str) -> tuple[int, ...]:
    framed = f"<{word}>"
    lengths = range(_SHORTEST, _LONGEST_RUN + 1)
    return tuple(_key(framed[at : at + length]) for length in lengths for at in range(len(framed) - length + 1))
