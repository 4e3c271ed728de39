"""The weights as packaged: one file, read at first use.

A line of JSON (labels, scales, biases), then for each place one signed byte for each label.
"""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

# What is added to a signed weight so that it is none below zero.
MIDDLE = 128
PACKAGED = Path(__file__).parent / "weights.bin"


@dataclass(frozen=True, slots=True)
class Weights:
    """``body``: for each place one weight for each label, in a row; as bytes, for objects would take 40 MB.

    ``scales`` bring a sum of weights back to log-odds, ``biases`` are added to it.
    """

    labels: tuple[str, ...]
    scales: tuple[float, ...]
    biases: tuple[float, ...]
    body: memoryview[int]

    def row(self, place: int) -> memoryview[int]:
        """Return the weights of a place, in the order of the labels."""
        width = len(self.labels)
        return self.body[place * width : place * width + width]


def packed(labels: tuple[str, ...], scales: list[float], biases: list[float], weights: bytes) -> bytes:
    """Return the file: the same bytes for the same weights."""
    head = json.dumps({"labels": labels, "scales": scales, "biases": biases}).encode()
    return lzma.compress(head + b"\n" + weights, preset=9 | lzma.PRESET_EXTREME)


def weights() -> Weights:
    """Return the packaged weights."""
    return unpacked(PACKAGED)


@lru_cache(maxsize=2)
def unpacked(path: Path) -> Weights:
    """Return the weights of a file that :func:`packed` made; read once."""
    head, _, body = lzma.decompress(path.read_bytes()).partition(b"\n")
    said = json.loads(head)
    signed = memoryview(body).cast("b")
    return Weights(tuple(said["labels"]), tuple(said["scales"]), tuple(said["biases"]), signed)
