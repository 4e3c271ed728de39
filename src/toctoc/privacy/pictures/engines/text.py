"""Text at any angle: the detector of PP-OCRv4, which tells for each pixel how likely it belongs to a line of text.

Lines are told apart as in Liao et al., "Real-time scene text detection with differentiable binarization" (2019,
arXiv 1911.08947): pixels above a threshold that touch are one shrunken line; its box is grown back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import ImageOps

from toctoc.privacy.pictures.engines import sessions
from toctoc.privacy.pictures.engines.patches import Patch, patches
from toctoc.privacy.pictures.engines.shapes import Corners, fitted, smallest_box

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image

# Letters of 14 pixels are found at full size, those of a quarter of the picture in a small one; a picture that is small
# itself is looked at larger as well, since its letters are smaller than any the model knows.
_PIXELS = (3_200_000, 400_000)
_SMALL_PIXELS, _LARGER = 800_000, 2
_STEP = 32
# As PP-OCR has them; the mean of a line, lower: a wrong mask is taken off with one touch.
_LEAST, _LEAST_MEAN = 0.3, 0.5
_GROWN = 1.6
# Pixels that are put around the picture: of letters that stand at its very edge, as imaging devices write them, the
# model misses one in a hundred otherwise.
_MARGIN = 16
_LEAST_PIXELS = 6
# Lines of a page; of what is more, one box is made.
MOST_LINES = 300


def find(image: Image) -> list[Corners]:
    """Return the corners of lines of text, in parts of the picture's sides."""
    size = np.array(image.size, np.float64)
    framed = ImageOps.expand(image, _MARGIN)
    return [(line * framed.size - _MARGIN) / size for line in _lines(framed)]


def _lines(image: Image) -> list[Corners]:
    views = [fitted(image, most, _STEP) for most in _PIXELS]
    if image.width * image.height <= _SMALL_PIXELS:
        views.append(fitted(image.resize((image.width * _LARGER, image.height * _LARGER)), _PIXELS[0], _STEP))
    # The order of size, so that what is found in full comes first.
    sizes = {view.size: view for view in sorted(views, key=lambda view: -view.width)}
    return [line for view in sizes.values() for line in _found(view)]


def _found(shown: Image) -> list[Corners]:
    likely = _likely(shown)
    lines = [one for one in patches(likely > _LEAST, likely) if one.pixels >= _LEAST_PIXELS and one.mean > _LEAST_MEAN]
    lines.sort(key=lambda one: -one.pixels)
    size = np.array(shown.size, np.float64)
    return [_box(one) / size for one in _together(lines)]


def _likely(shown: Image) -> NDArray[np.float32]:
    # The model was trained on blue, green, red, from -1 to 1.
    taken = np.asarray(shown, np.float32)[:, :, ::-1].transpose(2, 0, 1)[None] / 127.5 - 1.0
    likely: NDArray[np.float32] = sessions.run(sessions.text(), taken)[0][0, 0]
    return likely


def _together(lines: list[Patch]) -> list[Patch]:
    """Return at most so many lines as people can look at: the smallest ones as one."""
    if len(lines) <= MOST_LINES:
        return lines
    rest = lines[MOST_LINES:]
    joined = Patch(np.concatenate([one.points for one in rest]), sum(one.pixels for one in rest), 1.0)
    return [*lines[:MOST_LINES], joined]


def _box(line: Patch) -> Corners:
    return smallest_box(line.points, _GROWN)
