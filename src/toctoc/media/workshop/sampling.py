"""Which views of a film are looked at: some at fixed moments, and those where what one sees changes most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from fractions import Fraction

# Seconds at which a view is kept in any case; between them, one is considered each half second.
MOMENTS = (0, 1, 3, 7, 15, 25, 35, 45, 55)
HALVES = 2
# Changes that are kept besides: to look at a view takes one to two seconds of computing, and a film has ninety.
MOST_CHANGES = 8
# Views are compared as so many squares a side; a square that turns lighter or darker by so many of 256 tones is a
# change: a label that comes into view is one square.
_SQUARES, _CHANGE = 32, 24


class Samples:
    """The views kept so far, in the order of the film."""

    def __init__(self) -> None:
        self._kept: list[tuple[Image.Image, bytes]] = []
        # By its place among those kept, how much a view differed from all before.
        self._changes: dict[int, int] = {}

    @property
    def views(self) -> list[Image.Image]:
        """Return the views to look at; the first is that of the first moment."""
        return [view for view, _ in self._kept]

    def consider(self, at: Fraction, view: Image.Image) -> None:
        """Keep a view when its moment, in seconds, or what it shows asks for it."""
        squares = view.convert("L").resize((_SQUARES, _SQUARES), Image.Resampling.BOX).tobytes()
        if at in MOMENTS:
            self._kept.append((view, squares))
            return
        change = min((_difference(squares, other) for _, other in self._kept), default=0)
        if change < _CHANGE:
            return
        if len(self._changes) < MOST_CHANGES:
            self._changes[len(self._kept)] = change
            self._kept.append((view, squares))
            return
        least = min(self._changes, key=lambda place: self._changes[place])
        if change > self._changes[least]:
            self._kept[least], self._changes[least] = (view, squares), change


def _difference(one: bytes, other: bytes) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))
