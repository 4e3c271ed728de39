"""What was learned, as packaged: one file for a set of labels, read at first use.

A line of JSON, then for each block of features their keys in order, how rare each is, and for each label one signed
byte for each feature. A score is linear: the weights of what is seen, each as often as it is seen (its logarithm),
divided by the length of all that is seen and known. Arrays of bytes, for objects would take 40 MB.
"""

from __future__ import annotations

import json
import lzma
import sys
from array import array
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log, sqrt
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from toctoc.questions.rules.understanding.features import seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HERE = Path(__file__).parent
TOPICS, THEMES, KINDS = HERE / "topics.bin", HERE / "themes.bin", HERE / "kinds.bin"
# How rare a feature is (its inverse document frequency) is kept in so many steps a unit.
STEPS = 32
_KEY_BYTES = 4


@dataclass(frozen=True, slots=True)
class Block:
    """Features of one kind: their ``keys`` in order, the ``squares`` of how rare they are, a column for each label."""

    keys: array[int]
    squares: array[int]
    columns: tuple[array[int], ...]
    scales: tuple[float, ...]

    def scores(self, found: Iterable[int]) -> list[float]:
        """Return what the features of a text weigh for each label."""
        groups: dict[int, list[int]] = {}
        for key, times in Counter(found).items():
            at = bisect_left(self.keys, key)
            if at < len(self.keys) and self.keys[at] == key:
                groups.setdefault(times, []).append(at)
        length, totals = 0.0, [0.0] * len(self.columns)
        for times, places in groups.items():
            often = 1 + log(times)
            # With one place, a getter gives what stands there and no tuple: the first is taken twice, and once off.
            first, those = places[0], itemgetter(places[0], *places)
            length += often**2 * (sum(those(self.squares)) - self.squares[first])
            for label, column in enumerate(self.columns):
                totals[label] += often * (sum(those(column)) - column[first])
        size = sqrt(length) / STEPS or 1.0
        return [total * scale / size for total, scale in zip(totals, self.scales, strict=True)]


@dataclass(frozen=True, slots=True)
class Weights:
    """``labels``, a line for each (``slopes`` and ``levels``) from its score to its log-odds, and what is ``enough``.

    ``enough`` is the probability from which a label is given, chosen on texts that were left out while learning.
    """

    labels: tuple[str, ...]
    slopes: tuple[float, ...]
    levels: tuple[float, ...]
    enough: float
    blocks: tuple[Block, ...]

    def probabilities(self, text: str) -> dict[str, float]:
        """Return how likely each label is, whatever the text says."""
        return self.of_seen(seen(text))

    def of_seen(self, features: Iterable[Iterable[int]]) -> dict[str, float]:
        """Return how likely each label is by the ``features`` of a text, kind by kind."""
        scores = [0.0] * len(self.labels)
        for block, found in zip(self.blocks, features, strict=True):
            scores = [score + more for score, more in zip(scores, block.scores(found), strict=True)]
        lines = zip(self.labels, scores, self.slopes, self.levels, strict=True)
        return {label: _probability(score * slope + level) for label, score, slope, level in lines}


def _probability(odds: float) -> float:
    return 1 / (1 + exp(-min(max(odds, -30.0), 30.0)))


@dataclass(frozen=True, slots=True)
class Learned:
    """A block as the tool hands it over: ``keys`` in order, ``rare`` in steps, ``columns`` of signed bytes."""

    keys: Sequence[int]
    rare: bytes
    columns: Sequence[bytes]
    scales: Sequence[float]


def packed(head: dict[str, object], blocks: Sequence[Learned]) -> bytes:
    """Return the file: the same bytes for the same weights."""
    told = {**head, "blocks": [{"size": len(block.keys), "scales": list(block.scales)} for block in blocks]}
    body = b"".join(
        b"".join((b"".join(key.to_bytes(_KEY_BYTES, "little") for key in block.keys), block.rare, *block.columns))
        for block in blocks
    )
    return lzma.compress(json.dumps(told).encode() + b"\n" + body, preset=9 | lzma.PRESET_EXTREME)


@lru_cache(maxsize=3)
def unpacked(path: Path) -> Weights:
    """Return the weights of a file that :func:`packed` made; read once."""
    head, _, body = lzma.decompress(path.read_bytes()).partition(b"\n")
    told = json.loads(head)
    labels, blocks, start = tuple(told["labels"]), [], 0
    for block in told["blocks"]:
        size = block["size"]
        end = start + size * (_KEY_BYTES + 1 + len(labels))
        blocks.append(_block(body[start:end], size, tuple(block["scales"])))
        start = end
    return Weights(labels, tuple(told["slopes"]), tuple(told["levels"]), told["enough"], tuple(blocks))


def _block(body: bytes, size: int, scales: tuple[float, ...]) -> Block:
    first = size * _KEY_BYTES
    keys = array("I", body[:first])
    if sys.byteorder == "big":
        keys.byteswap()
    squares = array("H", (rare * rare for rare in body[first : first + size]))
    columns = (array("b", body[start : start + size]) for start in range(first + size, len(body), size))
    return Block(keys, squares, tuple(columns), scales)
