"""Look for what makes somebody recognisable in a picture: faces, text, codes."""

from __future__ import annotations

import importlib
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.privacy.pictures.availability import is_available
from toctoc.privacy.pictures.masks import MOST_MASKS, Mask, MaskKind

if TYPE_CHECKING:
    from PIL.Image import Image

# Name, module that has ``find``, kind of what it finds. Each needs a large library, loaded at the first picture.
_ENGINES = (("codes", MaskKind.CODE), ("text", MaskKind.TEXT), ("faces", MaskKind.FACE))

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, which engines looked (``faces``, ``text``, ``codes``), and why some did not.

    ``incomplete`` is ``None`` when all looked, else a slug of :data:`refusals.REFUSALS`: callers refuse the picture, or
    ask the person, but never pass it on as looked at.
    """

    masks: tuple[Mask, ...]
    engines: tuple[str, ...]
    incomplete: str | None = None


def look(image: Image) -> Looked:
    """Return what should be masked of an upright RGB picture, as :func:`opening.opened` returns it. Never raises.

    Tattoos, scars, jewels and rooms are found by no engine: people add those by hand.
    """
    if not is_available():
        return Looked((), (), "no_eyes")
    masks, engines = [], []
    for name, kind in _ENGINES:
        try:
            found = importlib.import_module(f"toctoc.privacy.pictures.engines.{name}").find(image)
        except Exception:  # an engine that falls must not pass a picture on, whatever it raises
            log.exception("%s could not look at a picture", name)
            continue
        masks += [_mask(kind, corners.tolist()) for corners in found]
        engines.append(name)
    return Looked(_together(masks), tuple(engines), None if len(engines) == len(_ENGINES) else "not_looked")


def _mask(kind: MaskKind, corners: list[list[float]]) -> Mask:
    # A long line at the edge, grown, may reach further out than a mask may stand.
    a, b, c, d = ((min(max(x, -1.0), 2.0), min(max(y, -1.0), 2.0)) for x, y in corners)
    return Mask(kind, (a, b, c, d))


def _together(masks: list[Mask]) -> tuple[Mask, ...]:
    """Return masks, without those that lie within another of their kind; of too many, the last ones as one."""
    masks = [
        one for n, one in enumerate(masks) if not any(_is_within(one, n, other, m) for m, other in enumerate(masks))
    ]
    if len(masks) <= MOST_MASKS:
        return tuple(masks)
    rest = [point for mask in masks[MOST_MASKS - 1 :] for point in mask.points]
    (left, right), (top, bottom) = ((min(v), max(v)) for v in zip(*rest, strict=True))
    joined = Mask(MaskKind.TEXT, ((left, top), (right, top), (right, bottom), (left, bottom)))
    return (*masks[: MOST_MASKS - 1], joined)


def _is_within(one: Mask, n: int, other: Mask, m: int) -> bool:
    """Tell whether all corners of a mask lie in another; of two that are the same, the first stays."""
    if n == m or one.kind != other.kind or not all(_holds(other, *point) for point in one.points):
        return False
    return m < n or not all(_holds(one, *point) for point in other.points)


def _holds(mask: Mask, x: float, y: float) -> bool:
    turns = [
        (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        for (ax, ay), (bx, by) in zip(mask.points, (*mask.points[1:], mask.points[0]), strict=True)
    ]
    return all(turn >= 0 for turn in turns) or all(turn <= 0 for turn in turns)
