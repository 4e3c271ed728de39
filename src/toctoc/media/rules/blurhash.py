"""BlurHash: a picture as some thirty characters, for clients that draw a blur before the picture is there.

Source: the algorithm's description, https://github.com/woltapp/blurhash/blob/master/Algorithm.md. Plain Python over a
thumbnail of at most 32 pixels a side: ten milliseconds.
"""

from __future__ import annotations

from math import cos, pi, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~"
_ACROSS, _DOWN = 4, 3
# Where sRGB turns from a line into a power (IEC 61966-2-1), on either side.
_LINE_OF_SRGB, _LINE_OF_LIGHT = 0.04045, 0.0031308

Colour = tuple[float, float, float]


def blurhash(pixels: Sequence[tuple[int, int, int]], width: int, height: int) -> str:
    """Return the hash of ``pixels`` (rows of red, green, blue from 0 to 255), in 4 by 3 components."""
    light = [_light(value) for value in range(256)]
    linear = [(light[red], light[green], light[blue]) for red, green, blue in pixels]
    across = [[cos(pi * i * x / width) for x in range(width)] for i in range(_ACROSS)]
    down = [[cos(pi * j * y / height) for y in range(height)] for j in range(_DOWN)]
    factors = [
        _factor(linear, across[i], down[j], width, height, 1.0 if i == j == 0 else 2.0)
        for j in range(_DOWN)
        for i in range(_ACROSS)
    ]
    return _written(factors[0], factors[1:])


def _factor(
    linear: list[Colour], across: list[float], down: list[float], width: int, height: int, norm: float
) -> Colour:
    red = green = blue = 0.0
    for y, of_row in enumerate(down):
        start = y * width
        for x, of_column in enumerate(across):
            weight = of_row * of_column
            pixel = linear[start + x]
            red += weight * pixel[0]
            green += weight * pixel[1]
            blue += weight * pixel[2]
    scale = norm / (width * height)
    return red * scale, green * scale, blue * scale


def _written(average: Colour, others: list[Colour]) -> str:
    largest = max(abs(value) for colour in others for value in colour)
    quantised = max(0, min(82, int(largest * 166 - 0.5)))
    scale = (quantised + 1) / 166
    red, green, blue = (_srgb(value) for value in average)
    return "".join(
        [
            _base83((_ACROSS - 1) + (_DOWN - 1) * 9, 1),
            _base83(quantised, 1),
            _base83((red << 16) + (green << 8) + blue, 4),
            *(_base83(_three(colour, scale), 2) for colour in others),
        ]
    )


def _three(colour: Colour, scale: float) -> int:
    red, green, blue = (max(0, min(18, int(_signed_root(value / scale) * 9 + 9.5))) for value in colour)
    return (red * 19 + green) * 19 + blue


def _signed_root(value: float) -> float:
    return sqrt(abs(value)) * (1 if value >= 0 else -1)


def _light(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= _LINE_OF_SRGB else ((part + 0.055) / 1.055) ** 2.4


def _srgb(value: float) -> int:
    part = max(0.0, min(1.0, value))
    if part <= _LINE_OF_LIGHT:
        return int(part * 12.92 * 255 + 0.5)
    return int((1.055 * float(part ** (1 / 2.4)) - 0.055) * 255 + 0.5)


def _base83(value: int, length: int) -> str:
    return "".join(_DIGITS[value // 83**place % 83] for place in reversed(range(length)))
