"""The segments of a JPEG (ITU-T T.81, annex B), to leave out those that say something besides the picture."""

from __future__ import annotations

_START, _SCAN = b"\xff\xd8", 0xDA
# JFIF's header and Adobe's word on colours are needed to draw; Exif, XMP, IPTC, profiles and comments are not.
_KEPT_APPLICATION = {0xE0, 0xEE}
_APPLICATION = range(0xE0, 0xF0)
_COMMENT = 0xFE
# Every segment begins with it.
_MARKER = 0xFF


def without_metadata(jpeg: bytes) -> bytes:
    """Return a JPEG without its application segments and comments; what is no JPEG comes back as it is."""
    if not jpeg.startswith(_START):
        return jpeg
    kept, place = [_START], 2
    while place + 4 <= len(jpeg) and jpeg[place] == _MARKER:
        marker = jpeg[place + 1]
        if marker == _SCAN:
            break
        end = place + 2 + int.from_bytes(jpeg[place + 2 : place + 4], "big")
        is_told = marker == _COMMENT or (marker in _APPLICATION and marker not in _KEPT_APPLICATION)
        if not is_told:
            kept.append(jpeg[place:end])
        place = end
    return b"".join([*kept, jpeg[place:]])
