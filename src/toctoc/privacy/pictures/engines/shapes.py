"""Shapes that the engines share: pictures of the size they want, hulls, and the smallest box around points."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image

# Four corners of one thing that was found, in turn.
Corners = NDArray[np.float64]
Rows = NDArray[np.float32]


def fitted(image: Image.Image, most: int, step: int) -> Image.Image:
    """Return the picture with at most ``most`` pixels, its sides multiples of ``step``, at least one step."""
    part = min(1.0, math.sqrt(most / (image.width * image.height)))
    sides = [max(step, round(side * part / step) * step) for side in image.size]
    size = (sides[0], sides[1])
    return image if size == image.size else image.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)


def of_boxes(boxes: Rows) -> list[Corners]:
    """Return the corners of upright boxes: left, top, right, bottom."""
    return [np.array([(a, b), (c, b), (c, d), (a, d)], np.float64) for a, b, c, d in boxes]


def hull(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the corners of the convex hull of points, in turn (Andrew's monotone chain, 1979)."""
    ordered = sorted(set(map(tuple, points.tolist())))
    if not ordered[2:]:
        return np.array(ordered, np.float64)

    def chain(way: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
        kept: list[tuple[float, ...]] = []
        for x, y in way:
            while len(kept) > 1:
                (ax, ay), (bx, by) = kept[-2:]
                if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                    break
                kept.pop()
            kept.append((x, y))
        return kept[:-1]

    return np.array(chain(ordered) + chain(ordered[::-1]), np.float64)


def smallest_box(points: NDArray[np.float64], grown: float) -> Corners:
    """Return the smallest box around points, at any angle, grown on each side by ``grown`` of its area by its outline.

    One of its sides lies on a side of their hull (Freeman and Shapira, 1975).
    """
    outline = hull(points)
    sides = np.roll(outline, -1, axis=0) - outline
    angles = np.unique(np.mod(np.arctan2(sides[:, 1], sides[:, 0]), math.pi / 2))
    cosine, sine = np.cos(angles)[:, None], np.sin(angles)[:, None]
    along = cosine * outline[:, 0] + sine * outline[:, 1]
    beside = cosine * outline[:, 1] - sine * outline[:, 0]
    width, height = np.ptp(along, axis=1), np.ptp(beside, axis=1)
    best = int(np.argmin(width * height))
    more = grown * width[best] * height[best] / max(2 * (width[best] + height[best]), 1e-9)
    ends = [
        (along[best].min() - more, along[best].max() + more),
        (beside[best].min() - more, beside[best].max() + more),
    ]
    (left, right), (top, bottom) = ends
    c, s = float(cosine[best, 0]), float(sine[best, 0])
    box = ((left, top), (right, top), (right, bottom), (left, bottom))
    return np.array([(u * c - v * s, u * s + v * c) for u, v in box], np.float64)
