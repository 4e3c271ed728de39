"""What a file is, from its first bytes alone: neither its name nor what a browser says of it is believed.

This chooses a reader and a limit; what a file really is, the workshop finds by decoding it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from toctoc.privacy.pictures.forms import form_of


class Kind(StrEnum):
    """What people send."""

    PICTURE = "picture"
    SOUND = "sound"
    DOCUMENT = "document"
    FILM = "film"


@dataclass(frozen=True, slots=True)
class Sniffed:
    """A kind, and the reader of its format (``jpeg``, ``mov``, …); a film may turn out to be a sound alone."""

    kind: Kind
    form: str


# How many bytes :func:`sniff` looks at.
HEAD = 4_096

_PICTURE, _SOUND, _FILM = Kind.PICTURE, Kind.SOUND, Kind.FILM
_BEGINNINGS: tuple[tuple[bytes, Sniffed], ...] = (
    (b"\xff\xd8\xff", Sniffed(_PICTURE, "JPEG")),
    (b"\x89PNG\r\n\x1a\n", Sniffed(_PICTURE, "PNG")),
    (b"GIF87a", Sniffed(_PICTURE, "GIF")),
    (b"GIF89a", Sniffed(_PICTURE, "GIF")),
    (b"%PDF-", Sniffed(Kind.DOCUMENT, "pdf")),
    (b"OggS", Sniffed(_SOUND, "ogg")),
    (b"ID3", Sniffed(_SOUND, "mp3")),
    (b"\xff\xf1", Sniffed(_SOUND, "aac")),
    (b"\xff\xf9", Sniffed(_SOUND, "aac")),
    *((bytes([0xFF, second]), Sniffed(_SOUND, "mp3")) for second in (0xE2, 0xE3, 0xF2, 0xF3, 0xFA, 0xFB)),
    (b"\x1a\x45\xdf\xa3", Sniffed(_FILM, "matroska")),
)
_RIFF = {b"WEBP": Sniffed(_PICTURE, "WEBP"), b"WAVE": Sniffed(_SOUND, "wav")}
_VOICES, _VIEWS = (b"A_OPUS", b"A_VORBIS"), (b"V_VP8", b"V_VP9", b"V_AV1", b"V_MPEG")
_SOUND_BRANDS = {b"M4A ", b"M4B "}


def sniff(head: bytes) -> Sniffed | str:
    """Return what a file that begins with ``head`` seems to be, or the slug of why it is refused."""
    if not head:
        return "empty"
    for beginning, sniffed in _BEGINNINGS:
        if head.startswith(beginning):
            return _heard(head) if sniffed.form == "matroska" else sniffed
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], "unknown")
    # What telephones, scanners and imaging devices write besides: the library that opens pictures knows them.
    if (form := form_of(head)) is not None:
        return Sniffed(_PICTURE, form.value)
    if head[4:8] == b"ftyp":
        return _boxed(head[8:12])
    return "svg" if _looks_like_svg(head) else "unknown"


def _boxed(brand: bytes) -> Sniffed:
    return Sniffed(_SOUND if brand in _SOUND_BRANDS else _FILM, "mov")


def _heard(head: bytes) -> Sniffed:
    """Tell a film from a voice that a browser recorded: both are of the same format, with the tracks at its front."""
    is_voice = any(codec in head for codec in _VOICES) and not any(codec in head for codec in _VIEWS)
    return Sniffed(_SOUND if is_voice else _FILM, "matroska")


def _looks_like_svg(head: bytes) -> bool:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return text.startswith(b"<") and (b"<svg" in text or text.startswith(b"<?xml"))
