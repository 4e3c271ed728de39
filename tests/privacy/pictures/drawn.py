"""Pictures with text on them, drawn so that one knows where each letter is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from toctoc.privacy.pictures.masking import COLOUR, masked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.privacy.pictures.masks import Mask

# Ink and paper; without paper, the letters stand on the picture itself.
STYLES: dict[str, tuple[str, str | None]] = {
    "label": ("#141414", "#fafaf5"),
    "screen": ("#5aff8c", "#050f0a"),
    "wristband": ("#1e1e28", "#ebf0fa"),
    "pen": ("#191e50", None),
    # As imaging devices write on what they see.
    "burned": ("#ffffff", None),
}
_SKIN = (205, 160, 135)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: its middle in pixels, the height of its letters in pixels, its turn in degrees."""

    text: str
    at: tuple[int, int]
    height: int
    angle: float = 0
    style: str = "label"


def skin(size: tuple[int, int]) -> Image.Image:
    """Return what a photograph of skin is to a machine: a colour, a slope, noise."""
    noise = Image.effect_noise(size, 24).convert("RGB")
    slope = Image.linear_gradient("L").resize(size).convert("RGB")
    return Image.blend(Image.blend(Image.new("RGB", size, _SKIN), slope, 0.15), noise, 0.08)


def put(picture: Image.Image, line: Line) -> Image.Image:
    """Draw a line on the picture; return where its ink is, as a mask of mode ``1``."""
    ink, paper = STYLES[line.style]
    font = ImageFont.load_default(line.height)
    left, top, right, bottom = (round(side) for side in font.getbbox(line.text))
    pad = line.height // 2
    size = (right - left + 2 * pad, bottom - top + 2 * pad)
    letters = Image.new("L", size)
    ImageDraw.Draw(letters).text((pad - left, pad - top), line.text, font=font, fill=255)
    turned = letters.rotate(-line.angle, expand=True, resample=Image.Resampling.BICUBIC)
    place = (line.at[0] - turned.width // 2, line.at[1] - turned.height // 2)
    if paper is not None:
        sheet = Image.new("L", size, 255).rotate(-line.angle, expand=True)
        picture.paste(paper, (*place, place[0] + turned.width, place[1] + turned.height), sheet)
    picture.paste(ink, (*place, place[0] + turned.width, place[1] + turned.height), turned)
    whole = Image.new("L", picture.size)
    whole.paste(turned, place)
    return whole.point(lambda value: 255 * (value > 64)).convert("1")


def share_hidden(ink: Image.Image, masks: Iterable[Mask]) -> float:
    """Return the share of the ink's pixels that masks hide."""
    hidden = masked(Image.new("RGB", ink.size, "white"), masks)
    left = hidden.convert("L").point(lambda value: 255 * (value > COLOUR[0])).convert("1")
    total = ink.histogram()[255]
    return 1.0 - Image.composite(ink, Image.new("1", ink.size), left).histogram()[255] / max(total, 1)


def face(side: int) -> Image.Image:
    """Return a drawn face that a detector takes for one: an oval with eyes, brows, nose, mouth and hair."""
    picture = Image.new("RGB", (side, side), (120, 140, 150))
    draw = ImageDraw.Draw(picture)

    def oval(x: float, y: float, across: float, down: float, colour: tuple[int, int, int]) -> None:
        draw.ellipse([(x - across) * side, (y - down) * side, (x + across) * side, (y + down) * side], fill=colour)

    oval(0.5, 0.42, 0.3, 0.36, (50, 35, 25))
    draw.rectangle([0.4 * side, 0.7 * side, 0.6 * side, side], fill=(200, 150, 125))
    oval(0.5, 0.5, 0.25, 0.34, (222, 175, 150))
    for x in (0.4, 0.6):
        oval(x, 0.46, 0.055, 0.028, (250, 250, 250))
        oval(x, 0.46, 0.026, 0.028, (60, 40, 30))
        draw.arc([(x - 0.075) * side, 0.37 * side, (x + 0.075) * side, 0.45 * side], 200, 340, (50, 35, 25), side // 50)
    draw.polygon(
        [(0.5 * side, 0.48 * side), (0.46 * side, 0.61 * side), (0.54 * side, 0.61 * side)], fill=(205, 152, 128)
    )
    oval(0.5, 0.7, 0.09, 0.025, (170, 70, 70))
    # No face of skin has an edge as sharp as a drawing's.
    return picture.filter(ImageFilter.GaussianBlur(side / 50))
