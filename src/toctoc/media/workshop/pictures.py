"""Pictures: their pixels are copied into a new one, looked at, and hidden where somebody could be recognised."""

from __future__ import annotations

import os
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from toctoc.media.rules.blurhash import blurhash
from toctoc.media.rules.limits import LARGEST_DRAWN, LARGEST_SMALL, LONGEST_SIDE, SMALL_SIDE
from toctoc.media.rules.tones import tone_of
from toctoc.media.workshop.answers import Found, Impression, Order, Unfit, Variant
from toctoc.privacy.pictures import refusals
from toctoc.privacy.pictures.forms import Form
from toctoc.privacy.pictures.looking import look
from toctoc.privacy.pictures.masking import masked
from toctoc.privacy.pictures.masks import Mask, masks_from_json, masks_to_json
from toctoc.privacy.pictures.opening import opened, views_in

if TYPE_CHECKING:
    from pathlib import Path

WEBP = "image/webp"
POSTER = "poster"
_HASHED_SIDE = 32
# Side in pixels and quality, from what is best to what always fits.
_STEPS = ((SMALL_SIDE, 72), (SMALL_SIDE, 50), (SMALL_SIDE * 3 // 4, 40), (SMALL_SIDE // 2, 40))
# Pixels that are masked once more lose next to nothing, and weigh what a telephone downloads.
_CLEAN_QUALITY = 95


def read(file: Path, folder: Path, form: str, order: Order) -> Found:
    """Write ``image`` and ``small`` into ``folder``, masked; of a picture that moves, the first view."""
    try:
        clean = opened(file, Form(form), longest=LONGEST_SIDE)
    except refusals.Unfit as unfit:
        raise Unfit("heic" if unfit.slug == "no_reader" else unfit.slug) from None
    masks, looked = _masks(clean, order)
    if order.pixels is not None and order.masks is None:
        _give_back(clean, order.pixels)
    whole = masked(clean, masks)
    if order.poster:
        shown = impression(whole)
        return Found("picture", [_poster_of(whole, folder, form)], impression=shown, looked=looked)
    whole.save(folder / "image", "WEBP", quality=82, method=2)
    return Found(
        "picture",
        [Variant("image", WEBP, *whole.size), small_of(whole, folder, "small")],
        impression=impression(whole),
        masks=masks_to_json(masks),
        looked=looked,
        views=views_in(file, Form(form)),
    )


def _masks(clean: Image.Image, order: Order) -> tuple[tuple[Mask, ...], str]:
    if order.masks is not None:
        return masks_from_json(order.masks), ""
    seen = look(clean)
    return seen.masks, looked_as(seen.incomplete)


def looked_as(incomplete: str | None) -> str:
    """Return what the row says of a look (models.file.Looked), by the reason why it is incomplete."""
    if incomplete is None:
        return "done"
    return "absent" if incomplete == "no_eyes" else "incomplete"


def _give_back(clean: Image.Image, target: int) -> None:
    told = BytesIO()
    clean.save(told, "JPEG", quality=_CLEAN_QUALITY, subsampling=0)
    with os.fdopen(target, "wb", closefd=False) as written:
        written.write(told.getvalue())


def small_of(whole: Image.Image, folder: Path, name: str) -> Variant:
    """Write what cards show into ``folder`` under ``name``, light enough for a page."""
    small, written = whole, BytesIO()
    for side, quality in _STEPS:
        small, written = whole.copy(), BytesIO()
        small.thumbnail((side, side), Image.Resampling.LANCZOS)
        small.save(written, "WEBP", quality=quality, method=2)
        if written.tell() <= LARGEST_SMALL:
            break
    (folder / name).write_bytes(written.getvalue())
    return Variant(name, WEBP, *small.size)


def _poster_of(whole: Image.Image, folder: Path, form: str) -> Variant:
    """Write what stands for something else; a drawing that was given without loss stays without, if it is light."""
    if form == Form.PNG:
        small, written = whole.copy(), BytesIO()
        small.thumbnail((SMALL_SIDE, SMALL_SIDE), Image.Resampling.LANCZOS)
        small.save(written, "PNG", optimize=True)
        if written.tell() <= LARGEST_DRAWN:
            (folder / POSTER).write_bytes(written.getvalue())
            return Variant(POSTER, "image/png", *small.size)
    return small_of(whole, folder, POSTER)


def impression(whole: Image.Image) -> Impression:
    """Return the blur and the colour that stand in until the picture is there."""
    tiny = whole.convert("RGB")
    tiny.thumbnail((_HASHED_SIDE, _HASHED_SIDE))
    raw = tiny.tobytes()
    pixels = list(zip(raw[::3], raw[1::3], raw[2::3], strict=True))
    average = [sum(pixel[channel] for pixel in pixels) // len(pixels) for channel in range(3)]
    return Impression(blurhash(pixels, *tiny.size), tone_of(*average))
