"""A picture made from the handle: a letter on one of twelve colours, drawn as SVG, nothing stored."""

from __future__ import annotations

import hashlib
from html import escape

# Each colour gives white text a contrast of at least 4.5:1 (checked by a test).
COLOURS = (
    "#7A4E2D", "#3B5C8A", "#556B2A", "#8A5A7A", "#0F5C56", "#35459C",
    "#8A2F62", "#6F4E00", "#9A3A28", "#2F6B4F", "#5B4A8A", "#4A5A66",
)  # fmt: skip


def colour_of(handle: str) -> str:
    """Return the colour of a handle: the same for ever, on every server."""
    return COLOURS[hashlib.sha256(handle.encode()).digest()[0] % len(COLOURS)]


def letter_of(name: str) -> str:
    """Return the letter shown on the picture: the name's first letter or figure."""
    return next((character.upper() for character in name if character.isalnum()), "·")


def picture_svg(handle: str, name: str) -> str:
    """Return the picture as an SVG document of 96 units."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" role="img">'
        f'<rect width="96" height="96" rx="48" fill="{colour_of(handle)}"/>'
        '<text x="48" y="49" text-anchor="middle" dominant-baseline="central" '
        f'font-family="Georgia,serif" font-size="44" fill="#fff">{escape(letter_of(name))}</text></svg>'
    )
