"""Masks as people and programs send them, and the pixels under them."""

from __future__ import annotations

import json
import math
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from toctoc.privacy.pictures.forms import Form
from toctoc.privacy.pictures.masking import COLOUR, masked
from toctoc.privacy.pictures.masks import (
    MOST_MASKS,
    BadMasks,
    Box,
    Mask,
    MaskKind,
    box_of,
    masks_from_json,
    masks_to_json,
)
from toctoc.privacy.pictures.saving import saved

SQUARE = [[0.2, 0.2], [0.6, 0.2], [0.6, 0.6], [0.2, 0.6]]
SECRET = (255, 0, 255)


def one(points: object = SQUARE, kind: object = "hand") -> list[dict[str, object]]:
    return [{"kind": kind, "points": points}]


def test_masks_go_to_json_and_back() -> None:
    masks = masks_from_json(one() + one([[0, 0], [1, 0.25], [1, 1], [-0.5, 0.5]], "face"))
    assert [mask.kind for mask in masks] == [MaskKind.HAND, MaskKind.FACE]
    assert masks_from_json(json.loads(json.dumps(masks_to_json(masks)))) == masks
    assert masks_from_json([]) == ()


@pytest.mark.parametrize(
    "value",
    [
        None, {}, "[]", one() * (MOST_MASKS + 1), [1], [[]], [{**one()[0], "more": 1}], [{"kind": "hand"}],
        one(kind="blur"), one(kind=None), one(kind=["hand"]), one("abcd"), one([1, 2, 3, 4]),
        one(SQUARE[:3]), one([*SQUARE, [0, 0]]), one([*SQUARE[:3], [0.2]]), one([*SQUARE[:3], [0.2, "0.6"]]),
        one([*SQUARE[:3], [True, 0.6]]), one([*SQUARE[:3], [math.nan, 0.6]]), one([*SQUARE[:3], [math.inf, 0.6]]),
        one([*SQUARE[:3], [10**400, 0.6]]), one([*SQUARE[:3], [2.5, 0.6]]), one([*SQUARE[:3], [-1.5, 0.6]]),
        one([[0.5, 0.5]] * 4), one([[0.1, 0.1], [0.2, 0.2], [0.3, 0.3], [0.4, 0.4]]),
    ],
)  # fmt: skip
def test_bad_masks_are_refused(value: object) -> None:
    with pytest.raises(BadMasks):
        masks_from_json(value)


def test_a_box_is_the_mask_it_was() -> None:
    box = Box(0.4, 0.5, 0.3, 0.1, 30.0)
    mask = box.mask(MaskKind.HAND, (800, 600))
    again = box_of(mask, (800, 600))
    for name in ("x", "y", "width", "height", "angle"):
        assert getattr(again, name) == pytest.approx(getattr(box, name))
    upright = Box(0.5, 0.5, 0.2, 0.4).mask(MaskKind.HAND, (800, 600))
    assert [value for point in upright.points for value in point] == pytest.approx(
        [0.4, 0.3, 0.6, 0.3, 0.6, 0.7, 0.4, 0.7]
    )


def secret_in(mask: Mask, size: tuple[int, int]) -> Image.Image:
    """Return a picture whose only pixels of the secret colour are those under a mask."""
    picture = Image.new("RGB", size, "white")
    corners = [(round(x * size[0]), round(y * size[1])) for x, y in mask.points]
    ImageDraw.Draw(picture).polygon(corners, fill=SECRET, outline=SECRET)
    return picture


def pinks(picture: Image.Image) -> int:
    """Return how many pixels have anything of the secret colour: more red and blue than green."""
    raw = picture.tobytes()
    return sum(
        red > green + 40 and blue > green + 40 for red, green, blue in zip(raw[::3], raw[1::3], raw[2::3], strict=True)
    )


@pytest.mark.parametrize("size", [(400, 300), (37, 211), (3, 2), (1, 1)])
@pytest.mark.parametrize("angle", [0, 8, 35, 90, 171])
def test_no_pixel_under_a_mask_is_left(size: tuple[int, int], angle: float) -> None:
    mask = Box(0.45, 0.55, 0.4, 0.2, angle).mask(MaskKind.TEXT, size)
    picture = secret_in(mask, size)
    hidden = masked(picture, [mask])
    assert pinks(hidden) == 0
    assert pinks(picture) > 0
    for form in (Form.JPEG, Form.PNG, Form.WEBP):
        assert pinks(Image.open(BytesIO(saved(hidden, form))).convert("RGB")) == 0


def test_two_pictures_that_differ_under_a_mask_become_the_same_bytes() -> None:
    mask = Box(0.5, 0.5, 0.5, 0.3, 12).mask(MaskKind.FACE, (200, 160))
    one_face = Image.new("RGB", (200, 160), "white")
    other_face = secret_in(mask, (200, 160))
    for form in (Form.JPEG, Form.PNG, Form.WEBP):
        assert saved(masked(one_face, [mask]), form) == saved(masked(other_face, [mask]), form)


def test_corners_in_any_order_hide_all_that_lies_between() -> None:
    (crossed,) = masks_from_json(one([[0.2, 0.2], [0.6, 0.6], [0.6, 0.2], [0.2, 0.6]]))
    hidden = masked(Image.new("RGB", (100, 100), "white"), [crossed])
    assert all(hidden.getpixel((x, y)) == COLOUR for x in range(20, 61) for y in range(20, 61))


def test_what_is_not_masked_stays() -> None:
    picture = Image.linear_gradient("L").convert("RGB")
    hidden = masked(picture, masks_from_json(one()))
    assert hidden.getpixel((200, 200)) == picture.getpixel((200, 200))
    assert picture.getpixel((100, 100)) != COLOUR
    assert masked(picture, []).tobytes() == picture.tobytes()
