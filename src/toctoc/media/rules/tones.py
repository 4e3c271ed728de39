"""The colour that stands where a picture will be: one of a few, because pages carry no style of their own."""

from __future__ import annotations

# Red, green, blue; the stylesheet has the same as ``.tone-0`` and so on.
TONES = (
    (32, 34, 36),
    (96, 100, 104),
    (160, 163, 166),
    (225, 226, 228),
    (140, 70, 58),
    (196, 140, 110),
    (214, 190, 120),
    (84, 112, 70),
    (70, 130, 130),
    (70, 104, 160),
    (110, 84, 140),
    (190, 130, 160),
)


def tone_of(red: int, green: int, blue: int) -> int:
    """Return the number of the tone nearest to a colour."""
    distances = [sum((a - b) ** 2 for a, b in zip(tone, (red, green, blue), strict=True)) for tone in TONES]
    return distances.index(min(distances))
