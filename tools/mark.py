"""The place's mark as points, for apps, which show no drawings of lines: ``python tools/mark.py``.

Draws what ``favicon.svg`` draws, large: a square for alerts on a device, and the wide picture of the place.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parent.parent / "src" / "toctoc" / "website" / "static" / "website"
PAPER, INK, CORAL = "#FBFAF7", "#16211F", "#B93F2A"
# In the units of ``favicon.svg``: a centre and a radius each, for the knock and the quarter circles that it sends out.
KNOCK = (10.0, 16.0, 4.6)
WAVES = ((10.0, 16.0, 10.6), (11.45, 16.0, 16.3))
STROKE = 2.8
# Half-way between the left of the knock and the right of the last wave.
MIDDLE = (17.3, 16.0)
# What is drawn this many times too large has smooth edges once it is made smaller.
FINER = 4
# Dots of an eighth of a circle.
STEPS = 400
# File → its size, and how many points a unit takes.
PICTURES = {"portrait.png": ((512, 512), 11.0), "header.png": ((1200, 630), 14.0)}


def drawn(size: tuple[int, int], scale: float) -> Image.Image:
    """Return the mark in the middle of a sheet of ``size`` points, ``scale`` points for each unit."""
    sheet = Image.new("RGB", (size[0] * FINER, size[1] * FINER), PAPER)
    pen = ImageDraw.Draw(sheet)
    unit = scale * FINER

    def point(across: float, down: float) -> tuple[float, float]:
        return sheet.width / 2 + (across - MIDDLE[0]) * unit, sheet.height / 2 + (down - MIDDLE[1]) * unit

    across, down, radius = KNOCK
    pen.circle(point(across, down), radius * unit, fill=CORAL)
    for across, down, radius in WAVES:
        # Dot by dot, as a pen with a round tip does.
        for step in range(-STEPS, STEPS + 1):
            turn = math.pi / 4 * step / STEPS
            place = point(across + radius * math.cos(turn), down + radius * math.sin(turn))
            pen.circle(place, STROKE / 2 * unit, fill=INK)
    return sheet.resize(size, Image.Resampling.LANCZOS)


def main() -> int:
    """Write both pictures."""
    for name, (size, scale) in PICTURES.items():
        drawn(size, scale).quantize(256).save(FOLDER / name, optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
