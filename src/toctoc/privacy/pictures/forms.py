"""What a file is, from its first bytes alone."""

from __future__ import annotations

from enum import StrEnum

# How many bytes :func:`form_of` looks at.
HEAD = 4_096


class Form(StrEnum):
    """The formats that are read; the first three are also written."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    GIF = "GIF"
    TIFF = "TIFF"
    BMP = "BMP"
    HEIC = "HEIC"
    AVIF = "AVIF"
    DICOM = "DICOM"
    PDF = "PDF"


_BEGINNINGS = (
    (b"\xff\xd8\xff", Form.JPEG),
    (b"\x89PNG\r\n\x1a\n", Form.PNG),
    (b"GIF87a", Form.GIF),
    (b"GIF89a", Form.GIF),
    (b"II*\x00", Form.TIFF),
    (b"MM\x00*", Form.TIFF),
    (b"II+\x00", Form.TIFF),
    (b"MM\x00+", Form.TIFF),
    (b"BM", Form.BMP),
    (b"%PDF-", Form.PDF),
)
_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"), Form.HEIC),
    **dict.fromkeys((b"avif", b"avis"), Form.AVIF),
}
# A DICOM file begins with 128 bytes of anything (PS3.10, section 7.1).
_PREAMBLE, _DICOM = 128, b"DICM"


def form_of(head: bytes) -> Form | None:
    """Return the format of what begins with ``head``; ``None`` when it is none of ours."""
    for beginning, form in _BEGINNINGS:
        if head.startswith(beginning):
            return form
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Form.WEBP
    if head[4:8] == b"ftyp":
        # A general brand may hide AV1: the others that it names, tell.
        if any(brand in head[8:64] for brand in (b"avif", b"avis")):
            return Form.AVIF
        return _BRANDS.get(head[8:12])
    return Form.DICOM if head[_PREAMBLE : _PREAMBLE + 4] == _DICOM else None
