"""Pictures of more than eight bits: what a screen can show of them."""

from __future__ import annotations

from PIL import Image

_EIGHT, _SIXTEEN = 255.0, 65_535.0


def in_eight_bits(picture: Image.Image) -> Image.Image:
    """Return a picture of 16 or 32 bits, or of fractions, in grey of eight; others as they are.

    Sixteen bits are shown as a whole; what has no bounds of its own, from its darkest to its lightest pixel.
    """
    if picture.mode.startswith("I;16"):
        return _spread(picture.convert("I"), 0.0, _SIXTEEN)
    if picture.mode in {"I", "F"}:
        low, high = picture.convert("F").getextrema()
        if not isinstance(low, float) or not isinstance(high, float):
            raise TypeError("no grey picture")
        is_sixteen = picture.mode == "I" and low >= 0 and _EIGHT < high <= _SIXTEEN
        return _spread(picture, *((0.0, _SIXTEEN) if is_sixteen else (low, high)))
    return picture


def _spread(picture: Image.Image, low: float, high: float) -> Image.Image:
    """Return the tones from ``low`` to ``high`` as 0 to 255."""
    if not high - low > 0:
        return Image.new("L", picture.size)
    part = _EIGHT / (high - low)
    return picture.convert("F").point(lambda value: value * part - low * part).convert("L")
