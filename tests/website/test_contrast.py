from __future__ import annotations

import re
from pathlib import Path

import pytest

from toctoc import website
from toctoc.people.rules.pictures import COLOURS

CSS = (Path(website.__file__).parent / "static/website/toctoc.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6})", block))
    for block in re.findall(r":root \{(.*?)\}", CSS, flags=re.DOTALL)[:2]
)
THEMES = {"light": LIGHT, "dark": DARK}

# Text on its ground, as the stylesheet uses them.
GROUNDS = ("paper", "surface", "sage-wash", "coral-wash")
PAIRS = [
    *[(text, ground) for text in ("ink", "ink-soft") for ground in GROUNDS],
    *[("sage", ground) for ground in ("paper", "surface", "sage-wash", "coral-wash")],
    *[("coral", ground) for ground in ("paper", "surface", "coral-wash")],
    *[
        (voice, ground)
        for voice in ("lived", "practice", "scientific", "official")
        for ground in ("surface", "coral-wash")
    ],
    ("on-sage", "sage"),
    ("on-coral", "coral"),
]


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_is_readable_on_its_ground(theme: str, text: str, ground: str) -> None:
    assert contrast(THEMES[theme][text], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["paper", "surface"])
def test_ink_is_very_readable(theme: str, ground: str) -> None:
    assert contrast(THEMES[theme]["ink"], THEMES[theme][ground]) >= 12


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["paper", "surface"])
def test_the_edge_of_a_field_is_seen(theme: str, ground: str) -> None:
    assert contrast(THEMES[theme]["edge"], THEMES[theme][ground]) >= 3


def test_the_stylesheet_has_the_colours_of_every_face() -> None:
    faces = dict(re.findall(r"\.face-(\d+) \{ background: (#[0-9A-F]{6}); \}", CSS))
    assert tuple(faces[str(number)] for number in range(len(COLOURS))) == COLOURS
    assert all(contrast(colour, "#FFFFFF") >= 4.5 for colour in COLOURS)


def test_colours_are_tokens_outside_the_tokens_themselves() -> None:
    rules = re.sub(r":root \{.*?\}|\.face-\d+ \{.*?\}", "", CSS, flags=re.DOTALL)
    # The face's own letter and fall-back, and a hair-line of print.
    assert set(re.findall(r"#[0-9A-Fa-f]{3,6}\b", rules)) == {"#FFFFFF", "#4A5A66", "#999999"}
