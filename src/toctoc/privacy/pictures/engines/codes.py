"""QR codes, bar codes and their like, by zxing-cpp: those that a telephone could read.

The reader follows lines across and down, and misses bars that lie askew: the picture is turned before it by steps that
leave at most 3.75 degrees (measured: at 8 degrees it finds a band of an EAN-13, at 17 no Code 128 at all).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import zxingcpp
from PIL import Image

from toctoc.privacy.pictures.engines.shapes import Corners, fitted, smallest_box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

# What is found is the code without its quiet margin.
_GROWN = 0.3
# Of bars that lie askew, lines that cross all of them are found: by how much of their length those above and below are
# missed, a little more than the tangent of what a step leaves.
_MISSED, _THIN = 0.08, 0.6
_STEPS = tuple(7.5 * step for step in range(1, 12))
_TURNED_PIXELS = 1_200_000


@dataclass(frozen=True, slots=True)
class _Reading:
    """A code that was seen in one view, in parts of the picture's sides; ``is_whole``: nothing of it was damaged."""

    corners: Corners
    is_whole: bool

    def touches(self, other: _Reading) -> bool:
        """Tell whether the middle of the other lies in the upright box around this one."""
        middle = other.corners.mean(axis=0)
        return bool((self.corners.min(axis=0) <= middle).all() and (middle <= self.corners.max(axis=0)).all())


def find(image: Image.Image) -> list[Corners]:
    """Return the corners of codes, in parts of the picture's sides; those that are damaged as well."""
    grey = image.convert("L")
    seen = [_Reading(_grown(points) / grey.size, whole) for points, whole in _read(grey)]
    small = fitted(grey, _TURNED_PIXELS, 1)
    for degrees in _STEPS:
        turned = small.rotate(degrees, Image.Resampling.BILINEAR, expand=True, fillcolor="white")
        for points, whole in _read(turned):
            seen.append(_Reading(_grown(_back(points, degrees, turned, small)) / small.size, whole))
    return [_around(group, image.size) for group in _groups(seen) if len(group) > 1 or group[0].is_whole]


def _read(grey: Image.Image) -> Iterator[tuple[NDArray[np.float64], bool]]:
    # Grass and coins look like a damaged code, but not twice: those seen in one view alone are left out above.
    for code in zxingcpp.read_barcodes(np.asarray(grey), return_errors=True):
        place = code.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        yield np.array([(corner.x, corner.y) for corner in corners], np.float64), code.valid


def _groups(seen: list[_Reading]) -> list[list[_Reading]]:
    """Return the readings of each code: those that touch one of the group."""
    groups: list[list[_Reading]] = []
    for one in seen:
        near: list[_Reading] = []
        apart: list[list[_Reading]] = []
        for group in groups:
            if _touches_any(one, group):
                near += group
            else:
                apart.append(group)
        groups = [*apart, [one, *near]]
    return groups


def _touches_any(one: _Reading, group: list[_Reading]) -> bool:
    return any(one.touches(other) or other.touches(one) for other in group)


def _around(group: list[_Reading], size: tuple[int, int]) -> Corners:
    return smallest_box(np.concatenate([one.corners for one in group]) * size, 0.0) / size


def _back(points: NDArray[np.float64], degrees: float, turned: Image.Image, plain: Image.Image) -> NDArray[np.float64]:
    """Return points of a picture that was turned counter-clockwise as points of the picture before."""
    turn = math.radians(degrees)
    cosine, sine = math.cos(turn), math.sin(turn)
    x, y = (points - np.array(turned.size) / 2).T
    return np.stack([cosine * x - sine * y, sine * x + cosine * y], axis=1) + np.array(plain.size) / 2


def _grown(points: NDArray[np.float64]) -> Corners:
    box = smallest_box(points, _GROWN)
    across, down = box[1] - box[0], box[3] - box[0]
    if np.hypot(*across) < np.hypot(*down):
        box, across, down = np.roll(box, -1, axis=0), down, -across
    if np.hypot(*down) < _THIN * np.hypot(*across):
        more = _MISSED * np.hypot(*across) * down / max(np.hypot(*down), 1e-9)
        box = box + np.array([-more, -more, more, more])
    return box
