"""Weigh a text passage by passage: a few sentences that stand together, as people write a message.

The weights of words are summed once over the text; a passage is the difference of two sums, so that reading is linear.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.said.words import plainly
from toctoc.privacy.rules.weighing.features import WHOLE, beside, ideas_of, of_word, place, size
from toctoc.privacy.rules.weighing.weights import MIDDLE, weights

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from toctoc.privacy.rules.said.words import Said

# A message of so many words is weighed whole; a longer text by passages of as many, each half over the last.
PASSAGE = 60
# Fewer words say nothing that can be weighed.
FEWEST_WORDS = 3
# What is told at length is mostly told of others: from so many words on, more is asked of a passage.
LONG, ASKED_MORE = 30, 1.0
# Of a text one word in so many is another than those before.
_AGAIN = 8
# Names of accounts and addresses are no words; what hides letters ("c@chets") is.
_UNREAD = lazy(
    r"(?<![^\s(,])(?:@[\w.\-]{1,64}|(?:https?://|www\.)\S{1,2000}|[\w.+\-]{1,64}@[\w\-]{1,64}\.[\w.\-]{2,64})"
)
_ENDS = frozenset(".?!")
_LANE = 5
# Each signed byte, read as one that is not, with the middle added.
_RAISED = bytes((one + MIDDLE) % 256 for one in range(256))


@dataclass(frozen=True, slots=True)
class Weighed:
    """A passage of the writer's text, in code points, with the log-odds of each label and what it speaks of."""

    start: int
    end: int
    odds: dict[str, float]
    ideas: frozenset[str] = frozenset()


@lru_cache(maxsize=8)
def weigh(text: str) -> tuple[Weighed, ...]:
    """Return the passages of ``text``, weighed; none where nothing is said."""
    spoken = plainly(_UNREAD.sub(_blanks, text))
    sums = list(accumulate(_of_places(spoken.words), initial=0))
    return tuple(
        _weighed(spoken, sums, first, last)
        for first, last in passages(spoken.words)
        if _says_something(spoken.words[first:last])
    )


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _says_something(words: tuple[str, ...]) -> bool:
    """Tell whether words stand there: enough that differ, for one said over and over says no more than once."""
    different = {word for word in words if word[0].isalpha()}
    return len(different) >= max(FEWEST_WORDS, len(words) // _AGAIN)


def passages(words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield where each passage starts and ends: whole sentences, and sentences that are too long in pieces."""
    if len(words) <= PASSAGE:
        yield from [(0, len(words))] if words else []
        return
    cuts = _cuts(words)
    first, last = 0, 0
    while last < len(cuts) - 1:
        last = max(first + 1, bisect_right(cuts, cuts[first] + PASSAGE) - 1)
        yield cuts[first], cuts[last]
        first = max(first + 1, (first + last + 1) // 2)


def _cuts(words: tuple[str, ...]) -> list[int]:
    """Return where sentences, or pieces of those that are too long, end; the first starts at the first cut."""
    cuts = [0]
    for after, word in enumerate(words, 1):
        if word in _ENDS or after - cuts[-1] >= PASSAGE or after == len(words):
            cuts.append(after)
    return cuts


def _of_places(words: tuple[str, ...]) -> Iterator[int]:
    """Yield for each word the sum of the rows of what is seen of it, in one number (see :func:`_row`)."""
    for at, word in enumerate(words):
        yield _of_word(word) + WHOLE * sum(map(_row, beside(words, at)))


@lru_cache(maxsize=16_384)
def _of_word(word: str) -> int:
    return sum(map(_number, of_word(word)))


@lru_cache(maxsize=8_192)
def _row(feature: str) -> int:
    return _number(place(feature))


def _number(at: int) -> int:
    """Return the row of a place as one number, so that adding numbers adds rows.

    A weight has ``_LANE`` bytes to grow in, more than the longest text fills. A last one counts the rows.
    """
    raised, width = _raised()
    lanes = bytearray(_LANE * (width + 1))
    lanes[:-_LANE:_LANE] = raised[at * width : at * width + width]
    lanes[-_LANE] = 1
    return int.from_bytes(lanes, "little")


@lru_cache(maxsize=1)
def _raised() -> tuple[bytes, int]:
    """Return all weights with the middle added, and how many stand in a row."""
    known = weights()
    return known.body.tobytes().translate(_RAISED), len(known.labels)


def _columns(number: int, width: int) -> tuple[list[int], int]:
    """Return the sum of each column of so many rows, and how many rows they are."""
    lanes = number.to_bytes(_LANE * (width + 1), "little")
    *sums, seen = (int.from_bytes(lanes[at : at + _LANE], "little") for at in range(0, len(lanes), _LANE))
    return [one - MIDDLE * seen for one in sums], seen


def _weighed(spoken: Said, sums: list[int], first: int, last: int) -> Weighed:
    known = weights()
    totals, seen = _columns(sums[last] - sums[first], len(known.labels))
    share = size(seen)
    less = ASKED_MORE if last - first > LONG else 0.0
    odds = {
        label: total * scale / share + bias - less
        for label, total, scale, bias in zip(known.labels, totals, known.scales, known.biases, strict=True)
    }
    ideas = frozenset(chain.from_iterable(map(ideas_of, spoken.words[first:last])))
    return Weighed(*spoken.span(first, last), odds, ideas)
