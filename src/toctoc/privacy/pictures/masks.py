"""Masks: what is hidden of a picture, as four corners that fit the picture at any size."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

Point = tuple[float, float]

CORNERS = 4
# More is no picture but a page: :func:`looking.look` joins its masks, people are refused.
MOST_MASKS = 400
# A mask at the edge may stand out of the picture by so much of its side; cut at the edge, it would change its shape.
_OUT = 1.0
# Part of the picture below which a mask hides nothing: a hundredth of a pixel of the largest picture.
_LEAST_AREA = 1e-9
_DECIMALS = 5


class BadMasks(ValueError):
    """What was sent is no list of masks; the message says why, for who wrote the program that sent it."""


class MaskKind(StrEnum):
    """What a mask hides; ``hand``: what a person drew."""

    FACE = "face"
    TEXT = "text"
    CODE = "code"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Mask:
    """One zone. ``points``: four corners in turn, across then down, 0 to 1 from the top left of the upright picture."""

    kind: MaskKind
    points: tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Box:
    """A mask as people handle it: its middle, its sides (all in parts of the picture's own) and its turn in degrees.

    The turn is clockwise, in pixels of the picture: a box turned by 90 of a wide picture is as many pixels large.
    """

    x: float
    y: float
    width: float
    height: float
    angle: float = 0.0

    def mask(self, kind: MaskKind, size: tuple[int, int]) -> Mask:
        """Return the mask that this box is on a picture of ``size`` pixels."""
        across, down = size
        turn = math.radians(self.angle)
        cosine, sine = math.cos(turn), math.sin(turn)
        half_width, half_height = self.width * across / 2, self.height * down / 2
        corners = [
            (self.x + (cosine * dx - sine * dy) / across, self.y + (sine * dx + cosine * dy) / down)
            for dx, dy in (
                (-half_width, -half_height),
                (half_width, -half_height),
                (half_width, half_height),
                (-half_width, half_height),
            )
        ]
        return Mask(kind, _four(corners))


def box_of(mask: Mask, size: tuple[int, int]) -> Box:
    """Return a mask of a picture of ``size`` pixels as a box; one that is no rectangle, as a box that covers it."""
    across, down = size
    corners = [(x * across, y * down) for x, y in mask.points]
    turn = math.atan2(corners[1][1] - corners[0][1], corners[1][0] - corners[0][0])
    cosine, sine = math.cos(turn), math.sin(turn)
    along = [x * cosine + y * sine for x, y in corners]
    beside = [y * cosine - x * sine for x, y in corners]
    u, v = (min(along) + max(along)) / 2, (min(beside) + max(beside)) / 2
    return Box(
        (u * cosine - v * sine) / across,
        (u * sine + v * cosine) / down,
        (max(along) - min(along)) / across,
        (max(beside) - min(beside)) / down,
        math.degrees(turn),
    )


def masks_to_json(masks: Iterable[Mask]) -> list[dict[str, object]]:
    """Return masks as plain values: ``[{"kind": "face", "points": [[x, y], [x, y], [x, y], [x, y]]}, …]``."""
    return [
        {"kind": mask.kind.value, "points": [[round(x, _DECIMALS), round(y, _DECIMALS)] for x, y in mask.points]}
        for mask in masks
    ]


def masks_from_json(value: object) -> tuple[Mask, ...]:
    """Return the masks of plain values, as :func:`masks_to_json` makes them; raise :class:`BadMasks` for others."""
    if not isinstance(value, list):
        raise BadMasks("masks are a list")
    if len(value) > MOST_MASKS:
        raise BadMasks(f"at most {MOST_MASKS} masks")
    return tuple(_mask(one) for one in value)


def _mask(value: object) -> Mask:
    if not isinstance(value, dict) or value.keys() != {"kind", "points"}:
        raise BadMasks("a mask has a kind and points")
    kind, points = value["kind"], value["points"]
    if not isinstance(kind, str) or kind not in set(MaskKind):
        raise BadMasks("no such kind of mask")
    if not isinstance(points, list) or len(points) != CORNERS:
        raise BadMasks("a mask has four corners")
    corners = [_point(one) for one in points]
    if _area(corners) < _LEAST_AREA:
        raise BadMasks("a mask hides something")
    return Mask(MaskKind(kind), _four(corners))


def _point(value: object) -> Point:
    if not isinstance(value, list) or len(value) != len(("x", "y")):
        raise BadMasks("a corner is two numbers")
    x, y = (_number(one) for one in value)
    return x, y


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadMasks("a corner is two numbers")
    # Infinity and what is no number fail the comparison; a whole number too long for a float, too.
    if not -_OUT <= value <= 1 + _OUT:
        raise BadMasks("a corner is near the picture")
    return float(value)


def _area(corners: list[Point]) -> float:
    """Return how much four corners span, whatever their order: the larger of the triangles among them."""
    triangles = [corners[:3], corners[1:], [*corners[2:], corners[0]], [corners[3], *corners[:2]]]
    return max(abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2 for a, b, c in triangles)


def _four(corners: list[Point]) -> tuple[Point, Point, Point, Point]:
    return cast("tuple[Point, Point, Point, Point]", tuple(corners))
