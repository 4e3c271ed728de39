"""Pictures: their pixels are copied into a new one, so that nothing else of the file is left."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageCms, ImageOps

from toctoc.media.rules.blurhash import blurhash
from toctoc.media.rules.limits import LARGEST_SMALL, LONGEST_SIDE, MOST_PIXELS, SMALL_SIDE
from toctoc.media.rules.tones import tone_of
from toctoc.media.workshop.answers import Found, Impression, Unfit, Variant

if TYPE_CHECKING:
    from pathlib import Path

# Ours is asked of the header, before anything is decoded.
Image.MAX_IMAGE_PIXELS = None
WEBP = "image/webp"
_HASHED_SIDE = 32
# Side in pixels and quality, from what is best to what always fits.
_STEPS = ((SMALL_SIDE, 72), (SMALL_SIDE, 50), (SMALL_SIDE * 3 // 4, 40), (SMALL_SIDE // 2, 40))


def read(file: Path, folder: Path, form: str) -> Found:
    """Write ``image`` and ``small`` into ``folder``; of a picture that moves, the first view."""
    with Image.open(file, formats=[form]) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise Unfit("too_many_pixels")
        # JPEG can be decoded at a half or a quarter, which is all that is kept.
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        opened.load()
        whole = copied(opened, LONGEST_SIDE)
    whole.save(folder / "image", "WEBP", quality=82, method=2)
    return Found(
        "picture",
        [Variant("image", WEBP, *whole.size), small_of(whole, folder, "small")],
        impression=impression(whole),
    )


def copied(opened: Image.Image, side: int) -> Image.Image:
    """Return the pixels alone, upright, in sRGB, at most ``side`` a side."""
    mode = "RGBA" if opened.has_transparency_data else "RGB"
    profile = opened.info.get("icc_profile")
    turned = opened.getexif().get(0x0112, 1)
    # Made smaller before anything else: every later step is cheaper.
    pixels = opened.convert(mode)
    pixels.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    if turned != 1:
        pixels.getexif()[0x0112] = turned
        pixels = ImageOps.exif_transpose(pixels)
    pixels = _in_srgb(pixels, profile) if profile and opened.mode in {"RGB", "RGBA"} else pixels
    clean = Image.new(mode, pixels.size)
    clean.paste(pixels)
    return clean


def _in_srgb(pixels: Image.Image, profile: bytes) -> Image.Image:
    """Return the colours as screens without a profile show them; as they are when the profile cannot be read."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(pixels, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return pixels
    return turned or pixels


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


def impression(whole: Image.Image) -> Impression:
    """Return the blur and the colour that stand in until the picture is there."""
    tiny = whole.convert("RGB")
    tiny.thumbnail((_HASHED_SIDE, _HASHED_SIDE))
    raw = tiny.tobytes()
    pixels = list(zip(raw[::3], raw[1::3], raw[2::3], strict=True))
    average = [sum(pixel[channel] for pixel in pixels) // len(pixels) for channel in range(3)]
    return Impression(blurhash(pixels, *tiny.size), tone_of(*average))
