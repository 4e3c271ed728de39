"""The mark of the place, as lines and as points."""

from __future__ import annotations

import re

import pytest
from PIL import Image, ImageChops, ImageStat
from tools.mark import CORAL, FOLDER, INK, PICTURES, drawn


@pytest.mark.parametrize("name", PICTURES)
def test_the_pictures_kept_are_those_that_the_tool_draws(name: str) -> None:
    size, scale = PICTURES[name]
    assert (FOLDER / name).stat().st_size < 20_000
    with Image.open(FOLDER / name) as picture:
        assert (picture.size, picture.format) == (size, "PNG")
        apart = ImageChops.difference(picture.convert("RGB"), drawn(size, scale))
    # Two hundred and fifty-six colours stand for those of smooth edges.
    assert max(most for _least, most in ImageStat.Stat(apart).extrema) < 24


def test_the_mark_has_the_colours_of_the_drawing() -> None:
    lines = (FOLDER / "favicon.svg").read_text(encoding="utf-8").partition("@media")[0]
    assert re.findall(r"(?:stroke|fill):(#[0-9A-F]{6})", lines) == [INK, CORAL]
