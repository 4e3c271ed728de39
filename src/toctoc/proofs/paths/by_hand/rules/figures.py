"""Figures of the moderators' room: durations in words' size, and the bars of a chart."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

# The chart's own units; the page scales it.
WIDTH, HEIGHT, LABELS = 640, 260, 36
_GAP = 0.35


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its corner, its size, its middle, where its figure stands, and what it is for; whole units."""

    x: int
    y: int
    width: int
    height: int
    middle: int
    above: int
    label: str
    value: int


def nearest_rank(durations: Sequence[timedelta], percent: int) -> timedelta | None:
    """Return the smallest duration that ``percent`` of them do not exceed (nearest-rank method); none of none."""
    ordered = sorted(durations)
    return ordered[max(1, ceil(len(ordered) * percent / 100)) - 1] if ordered else None


def bars(values: Sequence[tuple[str, int]]) -> list[Bar]:
    """Return one bar for each (label, value), side by side; the highest value fills the height above its figure."""
    most = max((value for _, value in values), default=0) or 1
    step = WIDTH // max(1, len(values))
    width, floor = round(step * (1 - _GAP)), HEIGHT - LABELS
    drawn = []
    for place, (label, value) in enumerate(values):
        height = round((floor - LABELS) * value / most)
        x, y = step * place + (step - width) // 2, floor - height
        drawn.append(Bar(x, y, width, height, x + width // 2, y - LABELS // 4, label, value))
    return drawn
