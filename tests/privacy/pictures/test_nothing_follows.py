"""What a file says besides its pixels does not follow them."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.privacy.pictures.planted import FORMATS, drawing, exif, mark, marks_in, profile, written
from toctoc.privacy.pictures.forms import Form, form_of
from toctoc.privacy.pictures.opening import opened
from toctoc.privacy.pictures.saving import saved

if TYPE_CHECKING:
    from collections.abc import Iterator

WRITTEN = (Form.JPEG, Form.PNG, Form.WEBP)


def test_more_than_forty_markers_are_planted() -> None:
    assert sum(marks_in(make()) for make in FORMATS.values()) >= 40
    assert marks_in(FORMATS["JPEG"]()) >= 30


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("target", WRITTEN)
def test_no_marker_is_found_afterwards(form: str, target: Form) -> None:
    content = FORMATS[form]()
    assert marks_in(content) >= 2
    assert form_of(content) == Form(form)
    assert marks_in(saved(opened(content), target)) == 0


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_opened_carries_nothing_but_pixels(form: str) -> None:
    picture = opened(FORMATS[form]())
    assert picture.mode == "RGB"
    assert picture.info == {}
    assert not picture.getexif()


def test_what_is_written_has_only_the_parts_that_draw() -> None:
    picture = opened(FORMATS["JPEG"]())
    assert set(_chunks(saved(picture, Form.PNG))) == {b"IHDR", b"IDAT", b"IEND"}
    webp = saved(picture, Form.WEBP)
    assert webp[12:16] == b"VP8 "
    assert struct.unpack("<I", webp[16:20])[0] + 20 in {len(webp), len(webp) - 1}
    assert set(_segments(saved(picture, Form.JPEG))) <= {0xE0, 0xDB, 0xC0, 0xC4}


def test_words_that_a_picture_carries_in_memory_are_not_written() -> None:
    content = written(drawing(), "JPEG", exif=exif(), comment=mark("comment"), icc_profile=profile())
    picture = Image.open(BytesIO(content))
    picture.load()
    for form in WRITTEN:
        assert marks_in(saved(picture, form)) == 0


def test_a_format_that_is_only_read_is_not_written() -> None:
    with pytest.raises(ValueError, match="not written"):
        saved(opened(FORMATS["PNG"]()), Form.GIF)


def _chunks(png: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8]
        at += size + 12


def _segments(jpeg: bytes) -> Iterator[int]:
    at = 2
    while jpeg[at + 1] != 0xDA:
        yield jpeg[at + 1]
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
