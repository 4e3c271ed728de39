"""What becomes of what was found in a picture when its owner changes the masks."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from toctoc.privacy.pictures.masks import Mask, MaskKind, masks_from_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.privacy.pictures.masks import Point

# A zone is looked at in so many places along each side, and is bare when more of them all than this are seen: about an
# eighth may be, since what is found is grown by as much.
_PLACES, _MOST_SEEN = 10, 12
# Masks that a zone is compared with: a bound on work. One hidden by a later mask is bare, so that its owner is asked.
_MOST_NEAR = 60
# Why a zone that was found may be seen; the last two also in a picture of somebody who is cared for.
REASONS = ("self", "public", "agreed", "not_a_person")
OF_PATIENTS = frozenset(REASONS[2:])


def found_in(found: object, masks: object) -> list[Mask]:
    """Return the zones that were found, of plain values; of a file of before they were kept, what its masks tell."""
    zones = masks_from_json(found) or masks_from_json(masks)
    return [zone for zone in zones if zone.kind is not MaskKind.HAND]


def uncovered(found: Iterable[Mask], masks: Iterable[Mask]) -> set[int]:
    """Return which of the zones that were found the masks leave bare, whatever those are called."""
    left = list(masks)
    covered = {mask.points for mask in left}
    return {
        number for number, zone in enumerate(found) if zone.points not in covered and _is_bare(zone, _near(zone, left))
    }


def _near(zone: Mask, masks: list[Mask]) -> list[Mask]:
    """Return the masks whose surroundings meet those of a zone, the first ones."""
    left, top, right, bottom = _frame(zone)
    framed = ((mask, _frame(mask)) for mask in masks)
    near = (mask for mask, (a, b, c, d) in framed if a < right and left < c and b < bottom and top < d)
    return list(islice(near, _MOST_NEAR))


def _frame(mask: Mask) -> tuple[float, float, float, float]:
    across, down = [x for x, _ in mask.points], [y for _, y in mask.points]
    return min(across), min(down), max(across), max(down)


def _is_bare(zone: Mask, masks: list[Mask]) -> bool:
    seen = 0
    for point in _places_in(zone):
        seen += not any(hides(mask, point) for mask in masks)
        if seen > _MOST_SEEN:
            return True
    return False


def _places_in(zone: Mask) -> Iterable[Point]:
    """Yield points spread over a zone, those alone that are in the picture."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = zone.points
    parts = [(number + 0.5) / _PLACES for number in range(_PLACES)]
    for v in parts:
        for u in parts:
            x = (1 - v) * ((1 - u) * ax + u * bx) + v * ((1 - u) * dx + u * cx)
            y = (1 - v) * ((1 - u) * ay + u * by) + v * ((1 - u) * dy + u * cy)
            if 0 <= x <= 1 and 0 <= y <= 1:
                yield x, y


def hides(mask: Mask, point: Point) -> bool:
    """Tell whether a point lies in a mask whose corners are told in turn."""
    x, y = point
    turns = [
        (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        for (ax, ay), (bx, by) in zip(mask.points, (*mask.points[1:], mask.points[0]), strict=True)
    ]
    return all(turn >= 0 for turn in turns) or all(turn <= 0 for turn in turns)
