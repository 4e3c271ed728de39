"""Replace the pixels under masks by one colour."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PIL import ImageDraw

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PIL.Image import Image

    from toctoc.privacy.pictures.masks import Mask, Point

# A dark grey: seen on black as on white.
COLOUR = (38, 38, 38)
# A mask is grown by so much of the picture's longer side, at least so many pixels: the soft edge of a letter tells it,
# and JPEG and WebP carry colours over up to 16 pixels beside.
_GROWN, _LEAST_GROWN = 0.003, 2.0


def masked(image: Image, masks: Iterable[Mask]) -> Image:
    """Return a copy without the pixels under ``masks``, each slightly grown; solid, since a blur can be undone.

    Corners may be in any order: all that lies between them is hidden.
    """
    clean = image.copy()
    draw = ImageDraw.Draw(clean)
    for mask in masks:
        corners = [(x * image.width, y * image.height) for x, y in mask.points]
        more = max(_LEAST_GROWN, _GROWN * max(image.size))
        draw.polygon(_hull([near for corner in corners for near in _around(corner, more)]), fill=COLOUR, outline=COLOUR)
    return clean


def _around(corner: Point, more: float) -> list[Point]:
    """Return the corners of a small octagon around a corner: the hull of all is the mask, grown on every side."""
    x, y = corner
    far = more / math.cos(math.pi / 8)
    return [
        (x + far * math.cos(turn), y + far * math.sin(turn)) for turn in (math.pi * (2 * n + 1) / 8 for n in range(8))
    ]


def _hull(points: list[Point]) -> list[Point]:
    """Return the corners of the convex hull of points, in turn (Andrew's monotone chain, 1979)."""
    ordered = sorted(set(points))

    def chain(way: list[Point]) -> list[Point]:
        kept: list[Point] = []
        for x, y in way:
            while len(kept) > 1:
                (ax, ay), (bx, by) = kept[-2:]
                if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                    break
                kept.pop()
            kept.append((x, y))
        return kept[:-1]

    return chain(ordered) + chain(ordered[::-1])
