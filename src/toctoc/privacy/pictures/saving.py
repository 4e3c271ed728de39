"""Write a picture so that nothing but its pixels is in the bytes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image

from toctoc.privacy.pictures.forms import Form

if TYPE_CHECKING:
    from collections.abc import Mapping

_OPTIONS: Mapping[Form, Mapping[str, Any]] = {
    Form.JPEG: {"quality": 88, "optimize": True},
    Form.PNG: {"compress_level": 6},
    Form.WEBP: {"quality": 82, "method": 2},
}
_NAMED = {".jpg": Form.JPEG, ".jpeg": Form.JPEG, ".png": Form.PNG, ".webp": Form.WEBP}


def saved(image: Image.Image, form: Form) -> bytes:
    """Return the picture as a JPEG, PNG or WebP; raises ``ValueError`` for a form that is only read."""
    if form not in _OPTIONS:
        raise ValueError(f"{form} is not written")
    told = BytesIO()
    bare(image).save(told, form.value, **_OPTIONS[form])
    return told.getvalue()


def bare(image: Image.Image) -> Image.Image:
    """Return the pixels in a new RGB picture: what Pillow keeps beside them (EXIF, comments, profiles) stays behind."""
    clean = Image.new("RGB", image.size)
    clean.paste(image.convert("RGB"))
    return clean


def form_for(suffix: str, form: Form) -> Form:
    """Return how to write a file whose name ends with ``suffix``; of no known end, as it came if we write that."""
    named = _NAMED.get(suffix.lower())
    return named or (form if form in _OPTIONS else Form.PNG)
