"""Patches: pixels that touch, told apart without a loop over pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Patch:
    """Pixels that touch. ``points``: the ends of its rows, as corners of pixels; ``mean``: of the map under it."""

    points: NDArray[np.float64]
    pixels: int
    mean: float


def patches(chosen: NDArray[np.bool_], weights: NDArray[np.float32]) -> list[Patch]:
    """Return the patches of ``chosen`` pixels, corners touching, with the mean of ``weights`` under each."""
    row, start, end = _runs(chosen)
    if not row.size:
        return []
    label = _labels(row, start, end, chosen.shape[1])
    order = np.argsort(label, kind="stable")
    row, start, end, label = row[order], start[order], end[order], label[order]
    first = np.flatnonzero(np.diff(label, prepend=-1))
    summed = np.concatenate([[0.0], np.cumsum(weights, dtype=np.float64)])
    offset = row * chosen.shape[1]
    pixels = np.add.reduceat(end - start, first)
    mean = np.add.reduceat(summed[offset + end] - summed[offset + start], first) / pixels
    ends = np.stack([np.stack([start, end, start, end], 1), np.stack([row, row, row + 1, row + 1], 1)], 2)
    points = np.split(ends.astype(np.float64), first[1:])
    return [Patch(one.reshape(-1, 2), int(count), float(m)) for one, count, m in zip(points, pixels, mean, strict=True)]


def _runs(chosen: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Return the runs of chosen pixels in reading order: their row, their first column, the column after their last."""
    edges = np.diff(np.pad(chosen, ((0, 0), (1, 1))).view(np.int8), axis=1)
    row, start = np.nonzero(edges == 1)
    _, end = np.nonzero(edges == -1)
    return row, start, end


def _labels(row: NDArray[np.intp], start: NDArray[np.intp], end: NDArray[np.intp], width: int) -> NDArray[np.intp]:
    """Return for each run the number of its patch: the lowest number of a run that it is connected with."""
    # Places in one long line, each row with a gap, so that both lists are sorted.
    line = width + 2
    first, last = row * line + start, row * line + end
    # Runs of the next row that touch, corners included.
    low = np.searchsorted(last, first + line)
    high = np.searchsorted(first, last + line, side="right")
    counts = np.maximum(high - low, 0)
    above = np.repeat(np.arange(row.size), counts)
    below = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(low, counts)
    label = np.arange(row.size)
    while True:
        least = np.minimum(label[above], label[below])
        if not (label[above] != label[below]).any():
            return label
        # Both roots get the lower one, then everybody follows to the root.
        np.minimum.at(label, label[above], least)
        np.minimum.at(label, label[below], least)
        while (label[label] != label).any():
            label = label[label]
