"""What programs are told of a file: where its copies are, how large they are, what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Variants = Mapping[str, Mapping[str, str | int]]

_ENDINGS = {
    "image/webp": ".webp",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "audio/mp4": ".m4a",
    "video/mp4": ".mp4",
    "application/pdf": ".pdf",
}
# Of each kind, the copy that is the file itself, and those that may stand for it.
WHOLE = {"picture": "image", "film": "film", "sound": "sound", "document": "document"}
PREVIEW = {"picture": "small", "film": "poster", "sound": "poster"}


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """One copy: its address, and its pixels, nought where there are none."""

    url: str
    width: int = 0
    height: int = 0

    @property
    def aspect(self) -> float:
        """Width by height; nought without pixels."""
        return self.width / self.height if self.height else 0.0


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file, for those who may see it. Without ``whole`` it waits, or was refused for ``reason``."""

    file_id: int
    kind: str
    state: str
    reason: str
    description: str
    language: str
    blurhash: str
    duration: float
    focus: tuple[float, float]
    whole: CopyFacts | None
    preview: CopyFacts | None


def ending_of(form: str) -> str:
    """Return the ending of addresses of a form, or nothing."""
    return _ENDINGS.get(form, "")


def ended_address(file_id: int, variant: str, form: str) -> str:
    """Return the path of a copy with an ending that tells its form, as programs like it."""
    return f"/media/{file_id}/{variant}{ending_of(form)}"


def copy_in(variants: Variants, name: str, address: Callable[[str], str]) -> CopyFacts | None:
    """Return one copy, if there is one of this name."""
    told = variants.get(name)
    if told is None:
        return None
    return CopyFacts(address(name), int(told.get("width") or 0), int(told.get("height") or 0))
