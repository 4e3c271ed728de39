"""Open what a stranger sent, to its pixels alone: upright, in sRGB, no larger than what is kept."""

from __future__ import annotations

import importlib
import struct
import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageCms, ImageOps

from toctoc.privacy.pictures.forms import HEAD, Form, form_of
from toctoc.privacy.pictures.limits import LONGEST_SIDE, MOST_PIXELS
from toctoc.privacy.pictures.refusals import Unfit
from toctoc.privacy.pictures.tones import in_eight_bits

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

# Ours is asked of the header, before anything is decoded.
Image.MAX_IMAGE_PIXELS = None
_ORIENTATION = 0x0112
_UPRIGHT = 1
# What is raised about damaged words and profiles beside the pixels: those are shown without.
_DAMAGED = (OSError, ValueError, SyntaxError, struct.error, EOFError, IndexError, KeyError, TypeError, OverflowError)


def opened(source: bytes | Path, form: Form | None = None, *, longest: int = LONGEST_SIDE) -> Image.Image:
    """Return the picture as an RGB image that nothing but pixels was copied into, at most ``longest`` a side.

    ``form`` is what the first bytes say when it is not given; no other reader is tried. Of a picture that moves, the
    first view; what is transparent lies on white. Raises :class:`refusals.Unfit` for everything that cannot be shown.
    """
    content = source if isinstance(source, bytes) else source.read_bytes()
    if not content:
        raise Unfit("empty")
    form = form or form_of(content[:HEAD])
    if form is None or form == Form.PDF:
        raise Unfit("unknown")
    try:
        with warnings.catch_warnings(action="ignore"):
            return _read(content, form, longest)
    except MemoryError:
        raise Unfit("too_heavy") from None
    except Unfit:
        raise
    except Exception as error:
        # Whatever a decoder raises about a file is the file's fault.
        raise Unfit("truncated") from error


def _read(content: bytes, form: Form, longest: int) -> Image.Image:
    if form == Form.DICOM:
        return bare(_first_view(content), longest)
    if form == Form.HEIC:
        _learn_heic()
    with Image.open(BytesIO(content), formats=["HEIF" if form == Form.HEIC else form.value]) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise Unfit("too_many_pixels")
        profile, turned = picture.info.get("icc_profile"), _orientation(picture)
        # JPEG can be decoded at a half or a quarter, which is all that is kept.
        picture.draft("RGB", (longest, longest))
        picture.load()
        pixels = _in_srgb(picture, profile) if profile else picture
        return bare(_upright(_on_white(pixels, longest), turned), longest)


def views_in(source: Path, form: Form) -> int:
    """Return how many views a file has that :func:`opened` read, 2 for several that nobody counted."""
    content = source.read_bytes()
    if form == Form.DICOM:
        return int(_dicom().count_of_views(content))
    with Image.open(BytesIO(content), formats=["HEIF" if form == Form.HEIC else form.value]) as picture:
        try:
            return 2 if getattr(picture, "is_animated", False) else 1
        except _DAMAGED:
            # Something follows the first view that cannot be read.
            return 2


def _first_view(content: bytes) -> Image.Image:
    picture: Image.Image = _dicom().first_view(content)
    return picture


def _dicom() -> ModuleType:
    try:
        return importlib.import_module("toctoc.privacy.pictures.dicom")
    except ImportError:
        raise Unfit("no_reader") from None


def _learn_heic() -> None:
    try:
        importlib.import_module("pi_heif").register_heif_opener(thumbnails=False)
    except ImportError:
        raise Unfit("no_reader") from None


def _orientation(picture: Image.Image) -> int:
    """Return how the camera was held, 1 to 8; the HEIC reader has turned the picture already."""
    try:
        told = picture.getexif().get(_ORIENTATION, _UPRIGHT)
    except _DAMAGED:
        return _UPRIGHT
    return told if told in range(1, 9) else _UPRIGHT


def _on_white(picture: Image.Image, longest: int) -> Image.Image:
    """Return RGB at most ``longest`` a side; colours hidden under what is transparent go."""
    plain = in_eight_bits(picture)
    if not plain.has_transparency_data:
        flat = plain.convert("RGB")
        flat.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=2.0)
        return flat
    seen = plain.convert("RGBA")
    # Colours are weighed by how much they are seen, or hidden ones would shine through edges.
    small = seen.convert("RGBa")
    small.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=2.0)
    small = small.convert("RGBA")
    flat = Image.new("RGB", small.size, "white")
    flat.paste(small, mask=small.getchannel("A"))
    return flat


def _upright(pixels: Image.Image, turned: int) -> Image.Image:
    if turned == _UPRIGHT:
        return pixels
    fresh = Image.new("RGB", pixels.size)
    fresh.paste(pixels)
    fresh.getexif()[_ORIENTATION] = turned
    return ImageOps.exif_transpose(fresh)


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Return the colours as screens without a profile show them; as they are when the profile cannot be read."""
    if picture.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode) or picture
    except (ImageCms.PyCMSError, *_DAMAGED):
        return picture


def bare(pixels: Image.Image, longest: int) -> Image.Image:
    """Return the pixels in a new RGB picture, at most ``longest`` a side."""
    pixels.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=2.0)
    clean = Image.new("RGB", pixels.size)
    clean.paste(pixels.convert("RGB"))
    return clean
