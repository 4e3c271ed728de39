"""Odd, hostile and damaged pictures: shown as they are, or refused for a reason; never a crash."""

from __future__ import annotations

import random
import struct
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.privacy.pictures.planted import FORMATS, drawing, png_chunk, written
from toctoc.privacy.pictures.forms import Form
from toctoc.privacy.pictures.opening import opened
from toctoc.privacy.pictures.refusals import Unfit

if TYPE_CHECKING:
    from pathlib import Path


def refused(content: bytes, form: Form | None = None) -> str:
    with pytest.raises(Unfit) as caught:
        opened(content, form)
    return caught.value.slug


def test_what_is_no_picture_is_refused() -> None:
    assert refused(b"") == "empty"
    assert refused(b"\x00" * 200) == "unknown"
    assert refused(b"<svg xmlns='http://www.w3.org/2000/svg'/>") == "unknown"
    assert refused(random.Random(5).randbytes(5_000)) == "unknown"
    assert refused(b"%PDF-1.7\n") == "unknown"


@pytest.mark.parametrize("form", FORMATS)
def test_a_picture_cut_short_is_refused(form: str) -> None:
    content = FORMATS[form]()
    drawn = written(drawing((400, 300)), form) if form != "HEIC" else content
    assert refused(drawn[: len(drawn) // 2], Form(form)) == "truncated"
    assert refused(drawn[:20], Form(form)) == "truncated"


@pytest.mark.parametrize("form", FORMATS)
def test_bytes_changed_by_chance_never_crash(form: str) -> None:
    content, chance = FORMATS[form](), random.Random(form)
    for _ in range(25):
        broken = bytearray(content)
        for _ in range(8):
            broken[chance.randrange(12, len(broken))] = chance.randrange(256)
        with suppress(Unfit):
            assert opened(bytes(broken), Form(form)).mode == "RGB"


def test_no_other_reader_is_tried_than_the_one_told() -> None:
    assert refused(FORMATS["PNG"](), Form.JPEG) == "truncated"


def test_too_many_pixels_are_refused_from_the_header() -> None:
    header = struct.pack(">IIBBBBB", 8_000, 6_251, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    assert refused(b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*part) for part in parts)) == "too_many_pixels"


def test_one_pixel_is_a_picture() -> None:
    one = opened(written(Image.new("RGB", (1, 1), (10, 200, 30)), "PNG"))
    assert one.size == (1, 1)
    assert one.getpixel((0, 0)) == (10, 200, 30)


def test_inks_become_light() -> None:
    inks = Image.new("CMYK", (40, 30), (0, 255, 255, 0))
    for form in ("JPEG", "TIFF"):
        red, green, blue = opened(written(inks, form)).crop((20, 15, 21, 16)).tobytes()
        assert red > 200
        assert max(green, blue) < 60


@pytest.mark.parametrize("form", ["PNG", "TIFF"])
def test_sixteen_bits_are_shown_as_a_whole(form: str) -> None:
    deep = Image.new("I;16", (10, 10), 32_768)
    assert opened(written(deep, form)).getpixel((5, 5)) == (127, 127, 127)


def test_fractions_are_shown_from_their_darkest_to_their_lightest() -> None:
    slope = Image.linear_gradient("L").convert("F").point(lambda value: value * 3.5 - 100.0)
    shown = opened(written(slope, "TIFF"))
    assert shown.getpixel((0, 0)) == (0, 0, 0)
    assert shown.getpixel((0, 255)) == (255, 255, 255)


def test_a_palette_a_progressive_and_a_moving_picture_are_shown() -> None:
    assert opened(written(drawing().convert("P"), "PNG")).size == (64, 48)
    assert opened(written(drawing(), "JPEG", progressive=True)).size == (64, 48)
    first, second = Image.new("RGB", (20, 20), "red"), Image.new("RGB", (20, 20), "blue")
    for form in ("GIF", "WEBP"):
        moving = opened(written(first, form, save_all=True, append_images=[second], lossless=True))
        red, _, blue = moving.crop((9, 9, 10, 10)).tobytes()
        assert red > 240
        assert blue < 20


def test_colours_hidden_under_what_is_transparent_go() -> None:
    secret = Image.new("RGBA", (30, 30), (255, 0, 0, 0))
    for form in ("PNG", "WEBP", "TIFF"):
        assert opened(written(secret, form)).getcolors() == [(900, (255, 255, 255))]


@pytest.mark.parametrize(("turned", "corner"), [(1, (0, 0)), (3, (-1, -1)), (6, (-1, 0)), (8, (0, -1))])
def test_a_picture_is_turned_as_the_camera_was_held(turned: int, corner: tuple[int, int]) -> None:
    picture = Image.new("RGB", (60, 40))
    picture.paste((255, 255, 255), (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = turned
    shown = opened(written(picture, "PNG", exif=exif))
    assert shown.size == ((40, 60) if turned in {6, 8} else (60, 40))
    at = (corner[0] % shown.width, corner[1] % shown.height)
    assert shown.getpixel(at) == (255, 255, 255)


def test_large_pictures_are_kept_at_the_size_of_a_screen() -> None:
    assert opened(written(drawing((5_000, 2_500)), "JPEG")).size == (2_048, 1_024)
    assert opened(written(drawing((3_000, 30)), "PNG"), longest=300).size == (300, 3)


def test_a_file_is_read_as_its_bytes(tmp_path: Path) -> None:
    content = FORMATS["PNG"]()
    (tmp_path / "any-name").write_bytes(content)
    assert opened(tmp_path / "any-name").tobytes() == opened(content, Form.PNG).tobytes()
