"""DICOM: the pixels of the first view as a screen shows them, none of the words; odd files are refused."""

from __future__ import annotations

import importlib
import random
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageOps
from pydicom import Dataset, Sequence, dcmread, uid

from tests.privacy.pictures.drawn import Line, put, share_hidden, skin
from tests.privacy.pictures.imaged import SYNTAXES, deep, dicom, grey, packed_runs, slope
from tests.privacy.pictures.planted import marks_in, written
from toctoc.media.rules.kinds import HEAD, Kind, Sniffed, sniff
from toctoc.privacy.pictures.engines import text
from toctoc.privacy.pictures.forms import Form, form_of
from toctoc.privacy.pictures.masks import Mask, MaskKind
from toctoc.privacy.pictures.opening import opened
from toctoc.privacy.pictures.refusals import Unfit
from toctoc.privacy.pictures.saving import saved

SIZE = (64, 48)


def refused(content: bytes) -> str:
    with pytest.raises(Unfit) as caught:
        opened(content, Form.DICOM)
    return caught.value.slug


def column(content: bytes) -> list[int]:
    """Return the tones of a column, from top to bottom, of a picture that is grey."""
    shown = opened(content).resize((1, 48), Image.Resampling.NEAREST)
    assert shown.convert("L").convert("RGB").tobytes() == shown.tobytes()
    return list(shown.convert("L").tobytes())


@pytest.mark.parametrize("name", SYNTAXES)
def test_it_is_shown_and_no_word_follows(name: str) -> None:
    content = SYNTAXES[name]()
    assert marks_in(content) >= 30
    assert form_of(content) == Form.DICOM
    assert sniff(content[:HEAD]) == Sniffed(Kind.PICTURE, "DICOM")
    picture = opened(content)
    expected = skin(SIZE) if "colours" in name else slope().convert("RGB")
    assert (picture.mode, picture.size, picture.info) == ("RGB", SIZE, {})
    near = zip(picture.resize((4, 4)).tobytes(), expected.resize((4, 4)).tobytes(), strict=True)
    assert max(abs(a - b) for a, b in near) < 12
    for form in (Form.JPEG, Form.PNG, Form.WEBP):
        assert marks_in(saved(picture, form)) == 0


@pytest.mark.parametrize(
    ("tags", "tones"),
    [
        # Stored values are 0 to 4,080; the window takes the middle of them (PS3.3, C.11.2.1.2).
        ({"WindowCenter": 2048, "WindowWidth": 2048}, (0, 127, 255)),
        ({"WindowCenter": [2048, 1], "WindowWidth": [2048, 1], "VOILUTFunction": "LINEAR_EXACT"}, (0, 127, 255)),
        ({"WindowCenter": 2048, "WindowWidth": 2048, "VOILUTFunction": "SIGMOID"}, (5, 127, 250)),
        ({"RescaleSlope": 2, "RescaleIntercept": -1024, "WindowCenter": 3072, "WindowWidth": 4096}, (0, 127, 255)),
        ({}, (0, 127, 255)),
        # Windows that show nothing are not believed.
        ({"WindowCenter": 60_000, "WindowWidth": 10}, (0, 127, 255)),
        ({"WindowCenter": 2048, "WindowWidth": 10_000_000}, (0, 127, 255)),
        ({"WindowCenter": 2048, "WindowWidth": -4}, (0, 127, 255)),
    ],
)  # fmt: skip
def test_tones_are_those_that_the_device_means(tags: dict[str, Any], tones: tuple[int, int, int]) -> None:
    shown = column(dicom(deep(slope()), SIZE, bits=(16, 12), **tags))
    for seen, meant in zip((shown[0], shown[24], shown[-1]), tones, strict=True):
        assert abs(seen - meant) <= 6
    assert shown == sorted(shown)


def test_a_series_keeps_the_window_of_its_views_apart() -> None:
    window, values, shared, own = Dataset(), Dataset(), Dataset(), Dataset()
    window.WindowCenter, window.WindowWidth = 1000, 1000
    values.RescaleSlope, values.RescaleIntercept = 1, 0
    shared.PixelValueTransformationSequence = Sequence([values])
    own.FrameVOILUTSequence = Sequence([window])
    views: dict[str, Any] = {
        "SharedFunctionalGroupsSequence": Sequence([shared]),
        "PerFrameFunctionalGroupsSequence": Sequence([own]),
    }
    shown = column(dicom(deep(slope()), SIZE, bits=(16, 12), **views))
    assert (shown[3], shown[-20]) == (0, 255)


def test_the_first_of_several_views_is_shown() -> None:
    other = ImageOps.flip(slope()).tobytes()
    assert column(dicom(slope().tobytes() + other, SIZE, NumberOfFrames=2)) == column(grey())


def test_light_is_dark_where_the_device_says_so_and_values_may_be_below_nought() -> None:
    assert column(grey(kind="MONOCHROME1")) == [255 - tone for tone in column(grey())]
    signed = dicom(deep(slope(), 16, -2048), SIZE, bits=(16, 16), PixelRepresentation=1)
    assert max(abs(a - b) for a, b in zip(column(signed), column(grey()), strict=True)) <= 2


def test_what_is_drawn_into_the_bits_above_is_left_out() -> None:
    clean, secret = deep(slope()), bytearray(deep(slope()))
    for at in range(1, len(secret), 2 * 7):
        secret[at] |= 0x80
    assert column(dicom(bytes(secret), SIZE, bits=(16, 12))) == column(dicom(clean, SIZE, bits=(16, 12)))


def test_colours_of_a_table_are_shown() -> None:
    ramp = b"".join((value * 257).to_bytes(2, "little") for value in range(256))
    dark = bytes(512)
    tables: dict[str, Any] = {
        f"{name}PaletteColorLookupTable{part}": value
        for name, data in (("Red", ramp), ("Green", dark), ("Blue", dark))
        for part, value in (("Descriptor", [256, 0, 16]), ("Data", data))
    }
    shown = opened(grey(kind="PALETTE COLOR", **tables))
    assert max(abs(a - b) for a, b in zip(shown.getchannel("R").tobytes(), slope().tobytes(), strict=True)) <= 1
    assert shown.getchannel("G").getextrema() == shown.getchannel("B").getextrema() == (0, 0)


@pytest.mark.parametrize(
    ("content", "slug"),
    [
        (grey()[:140], "no_reader"),
        (grey()[:-300], "truncated"),
        (grey(SIZE, Rows=49), "truncated"),
        (grey(SIZE, Rows=60_000, Columns=60_000), "too_many_pixels"),
        (grey(SIZE, SamplesPerPixel=2), "truncated"),
        (grey(SIZE, PhotometricInterpretation="CMYK"), "no_reader"),
        (grey(SIZE, RescaleSlope="1e400", RescaleIntercept=0), "truncated"),
        (dicom(deep(slope()) * 2, SIZE, bits=(32, 32)), "no_reader"),
        (dicom(b"\xff\xd8 no picture", SIZE, syntax=uid.JPEGBaseline8Bit), "truncated"),
        (dicom(written(slope((640, 480)), "JPEG"), SIZE, syntax=uid.JPEGBaseline8Bit), "truncated"),
        (dicom(written(slope(), "PNG"), SIZE, syntax=uid.JPEGBaseline8Bit), "truncated"),
        (dicom(packed_runs(slope())[:900], SIZE, syntax=uid.RLELossless), "truncated"),
        (dicom(written(slope(), "JPEG"), SIZE, syntax=uid.JPEGLSLossless), "no_reader"),
        (dicom(written(slope(), "JPEG"), SIZE, syntax=uid.JPEGLossless), "no_reader"),
        (dicom(written(slope(), "JPEG"), SIZE, syntax=uid.MPEG2MPML), "no_reader"),
        (grey(syntax=uid.DeflatedExplicitVRLittleEndian), "no_reader"),
    ],
)
def test_what_cannot_be_shown_is_refused(content: bytes, slug: str) -> None:
    assert refused(content) == slug


def test_one_that_holds_no_picture_is_refused() -> None:
    report = dcmread(BytesIO(grey()))
    for name in ("Rows", "Columns", "PixelData"):
        delattr(report, name)
    told = BytesIO()
    report.save_as(told, enforce_file_format=True)
    assert refused(told.getvalue()) == "silent"


@pytest.mark.parametrize("name", ["explicit", "twelve bits", "jpeg colours", "jpeg 2000", "run lengths"])
def test_bytes_changed_by_chance_never_crash(name: str) -> None:
    content, chance = SYNTAXES[name](), random.Random(name)
    for _ in range(40):
        broken = bytearray(content)
        for _ in range(8):
            broken[chance.randrange(132, len(broken))] = chance.randrange(256)
        with suppress(Unfit):
            assert opened(bytes(broken), Form.DICOM).mode == "RGB"


def test_without_its_reader_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    assert refused(grey()) == "no_reader"


def test_words_burned_in_at_the_four_borders_are_found() -> None:
    across, down = size = (256, 200)
    dark = Image.effect_noise(size, 40).point(lambda value: value // 4).convert("RGB")
    lines = [Line("FICTIVE A.", (x, y), 14, style="burned") for x in (36, across - 36) for y in (6, down - 6)]
    inks = [put(dark, line) for line in lines]
    found = text.find(opened(dicom(dark.convert("L").tobytes(), size)))
    masks = [Mask(MaskKind.TEXT, tuple(map(tuple, corners.tolist()))) for corners in found]  # type: ignore[arg-type]
    assert [share_hidden(ink, masks) for ink in inks] == [1.0] * 4
