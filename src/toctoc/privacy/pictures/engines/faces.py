"""Faces: CenterFace (Xu et al., 2019, arXiv 1911.03599), upright and turned.

For every fourth pixel the model tells how likely a face has its middle there, the logarithm of its height and width in
fourths of pixels, and where in between its middle is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from toctoc.privacy.pictures.engines import sessions
from toctoc.privacy.pictures.engines.shapes import Corners, Rows, fitted, of_boxes

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Chosen for pictures of patients: a wrong mask is taken off with one touch, a face that stays is a harm.
_LEAST_SCORE = 0.2
_STRIDE, _STEP = 4, 32
# Pixels looked at, upright and turned; the model finds faces from 12 pixels on.
_UPRIGHT_PIXELS = 2_000_000
_TURNED_PIXELS = 500_000
# The model finds a face turned by less than an eighth by itself. In degrees, counter-clockwise.
_QUARTER, _HALF = 90, 180
_TURNS = {_QUARTER: Image.Transpose.ROTATE_90, _HALF: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}
_SAME = 0.3
# Part of its size by which a face is grown on each side: ears, chin and the line of the hair tell, too.
_GROWN = 0.12


def find(image: Image.Image) -> list[Corners]:
    """Return the corners of faces, in parts of the picture's sides."""
    found = [_found(image, _UPRIGHT_PIXELS)]
    small = fitted(image, _TURNED_PIXELS, 1)
    for degrees, turn in _TURNS.items():
        found.append(_turned_back(_found(small.transpose(turn), _TURNED_PIXELS), degrees))
    rows = np.concatenate(found)
    return of_boxes(_grown(rows[_apart(rows)]))


def _found(image: Image.Image, most: int) -> Rows:
    """Return a row per face: left, top, right, bottom, in parts of the sides, and score."""
    shown = fitted(image, most, _STEP)
    taken = np.asarray(shown, np.float32).transpose(2, 0, 1)[None]
    heat, size, shift, _marks = (one[0] for one in sessions.run(sessions.faces(), taken))
    down, across = np.nonzero(heat[0] > _LEAST_SCORE)
    height, width = (np.exp(size[n, down, across]) * _STRIDE for n in (0, 1))
    y, x = ((at + shift[n, down, across] + 0.5) * _STRIDE for n, at in ((0, down), (1, across)))
    box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    parts = np.stack([*box, heat[0, down, across]], axis=1)
    parts[:, :4] /= (shown.width, shown.height) * 2
    return parts[_apart(parts)]


def _turned_back(rows: Rows, degrees: int) -> Rows:
    """Return boxes of a picture that was turned counter-clockwise, as boxes of the picture before."""
    left, top, right, bottom, score = rows.T
    if degrees == _QUARTER:
        box = (1 - bottom, left, 1 - top, right)
    elif degrees == _HALF:
        box = (1 - right, 1 - bottom, 1 - left, 1 - top)
    else:
        box = (top, 1 - right, bottom, 1 - left)
    return np.stack([*box, score], axis=1)


def _apart(rows: Rows) -> NDArray[np.intp]:
    """Return the rows to keep: of two that overlap, the likelier."""
    left, top, right, bottom, score = rows.T
    area = (right - left) * (bottom - top)
    order, kept = np.argsort(-score, kind="stable"), []
    while order.size:
        first, rest = order[0], order[1:]
        kept.append(first)
        across = np.minimum(right[first], right[rest]) - np.maximum(left[first], left[rest])
        down = np.minimum(bottom[first], bottom[rest]) - np.maximum(top[first], top[rest])
        shared = np.clip(across, 0, None) * np.clip(down, 0, None)
        order = rest[shared < _SAME * (area[first] + area[rest] - shared)]
    return np.array(kept, np.intp)


def _grown(rows: Rows) -> Rows:
    boxes = rows[:, :4].copy()
    more = (boxes[:, 2:] - boxes[:, :2]) * _GROWN
    boxes[:, :2] -= more
    boxes[:, 2:] += more
    return np.clip(boxes, 0.0, 1.0)
