"""The same made pictures as points, for apps: they show no drawings of lines (SVG).

The address says all there is to draw, so that one answer does for everybody, for ever, and tells of nobody.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from toctoc.people.rules.pictures import COLOURS, colour_of, letter_of

SIDE = 240
HEADER = (720, 240)
_LETTER = re.compile("[A-Z0-9]")


def picture_address(handle: str, name: str) -> str:
    """Return the path of the picture made for a handle, as points."""
    plain = unicodedata.normalize("NFKD", letter_of(name))[:1]
    return f"/portraits/{_face_of(handle)}-{plain if _LETTER.fullmatch(plain) else '0'}.png"


def header_address(handle: str) -> str:
    """Return the path of the wide picture made for a handle."""
    return f"/portraits/{_face_of(handle)}.png"


def _face_of(handle: str) -> int:
    return COLOURS.index(colour_of(handle))


@lru_cache(maxsize=512)
def picture_png(face: int, letter: str) -> bytes:
    """Return a letter or a figure on one of the twelve colours; nought stands for a letter of another script."""
    drawn = Image.new("RGB", (SIDE, SIDE), COLOURS[face])
    pen = ImageDraw.Draw(drawn)
    if letter == "0":
        # As others draw a person: a head above shoulders.
        pen.ellipse((85, 50, 155, 120), fill="white")
        pen.ellipse((50, 135, 190, 310), fill="white")
    else:
        pen.text((SIDE / 2, SIDE / 2), letter, fill="white", font=ImageFont.load_default(116), anchor="mm")
    return _png(drawn)


@lru_cache(maxsize=len(COLOURS))
def header_png(face: int) -> bytes:
    """Return a band of one of the twelve colours."""
    return _png(Image.new("RGB", HEADER, COLOURS[face]))


def _png(drawn: Image.Image) -> bytes:
    written = BytesIO()
    drawn.quantize(32).save(written, "PNG", optimize=True)
    return written.getvalue()
