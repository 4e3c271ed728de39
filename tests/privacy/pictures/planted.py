"""Pictures with a marker in every place that a format has for words: each says where it stands."""

from __future__ import annotations

import base64
import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import ImageFileDirectory_v2

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Every marker begins so; nothing else in a test does.
MARK = "MARQUE-"
# A picture of 64 by 48 pixels whose EXIF and XMP hold a marker: what reads HEIC here cannot write it.
_HEIC = (
    "eNpdUr9rFFEQnrePO7aIZ9QIKeS4BCLxNFzSnjGeMbG7QiGQStx7u+sN7Lt97C1h0+XARmxSxVJJIYigYBVtooX+B5ZWikUaU4ikSFhn3q1HyP"
    "Dmzcz3vpn3Yx4AXAnTTdMNUAGJxnCBfY1eCOC4Okg9GMpU14+SwgeDKoUzcg+j2BZZaYEEwZ5zY2hJroFjkbURskwsRp6PkNukHcReaCNevUxB"
    "YBOJ091QC3AKFFxyNUNLr49AydfQAXjGRKi8FONeI/HD65mObN2KwVRDURNO0CSG7Hc0Kia7QbvcFZKhbUuqHsLxydERwHn5iDImW2JM5DkTJD"
    "Mkj+pHp+XRYn1ZiDMrL2uD0s7Bz1cf9tzufI0gyRNMdYheXhGf+5+e0iaXVBwlPRVlhJ6D8hZBE9g3QfEwrUJnVeSZwufDzxfWvmOe54dsSccN"
    "Zmjf0HVdMpNo9P8+ChClgSNLT7geJkFY4BXl9xVlC1txGMkieq99j/s9Myverf8qvfjmzew+G/x+/Dbdf/hFvR5rjP/YO67+2d/9Wn7zt0LE8r"
    "At7TbUKXLBERdtP+nONN20h7xAepV3bt95cH9tdY7/3Vxg8xazZqYNf74ada3Xb2a3pj0/7gRN8hluTC+dziLyYmOUs/QPUDePXg=="
)
# Tags of TIFF 6.0 and Exif 2.32 that hold words: ImageDescription, Make, Model, Software, Artist, HostComputer,
# Copyright; the words of Windows are in UTF-16.
_WORDS = (0x010E, 0x010F, 0x0110, 0x0131, 0x013B, 0x013C, 0x8298)
_WINDOWS_WORDS = (0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F)
# CameraOwnerName, BodySerialNumber, LensMake, LensModel, LensSerialNumber, ImageUniqueID, SpectralSensitivity.
_CAMERA_WORDS = (0xA430, 0xA431, 0xA433, 0xA434, 0xA435, 0xA420, 0x8824)
_MAKER_NOTE, _USER_COMMENT = 0x927C, 0x9286
# GPSSatellites, GPSMapDatum, GPSDateStamp; GPSProcessingMethod and GPSAreaInformation are bytes.
_PLACES, _PLACE_BYTES = (0x08, 0x12, 0x1D), (0x1B, 0x1C)


def mark(place: str) -> bytes:
    return f"{MARK}{place}".encode()


def drawing(size: tuple[int, int] = (64, 48)) -> Image.Image:
    return Image.linear_gradient("L").resize(size).convert("RGB")


def written(picture: Image.Image, form: str, **options: Any) -> bytes:
    told = BytesIO()
    picture.save(told, form, **options)
    return told.getvalue()


def exif() -> bytes:
    told = Image.Exif()
    for tag in _WORDS:
        told[tag] = f"{MARK}exif-{tag:x}"
    for tag in _WINDOWS_WORDS:
        told[tag] = f"{MARK}windows-{tag:x}".encode("utf-16-le")
    camera, place = told.get_ifd(0x8769), told.get_ifd(0x8825)
    for tag in _CAMERA_WORDS:
        camera[tag] = f"{MARK}camera-{tag:x}"
    camera[_MAKER_NOTE] = mark("maker-note") * 4
    camera[_USER_COMMENT] = b"ASCII\0\0\0" + mark("user-comment")
    for tag in _PLACES:
        place[tag] = f"{MARK}gps-{tag:x}"
    for tag in _PLACE_BYTES:
        place[tag] = b"ASCII\0\0\0" + mark(f"gps-{tag:x}")
    return told.tobytes()


def xmp(place: str) -> bytes:
    return b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + mark(place) + b"</x:xmpmeta>"


def profile() -> bytes:
    """Return a colour profile whose words hold a marker, over those that it had."""
    told = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    at = told.find("No copyright".encode("utf-16-be"))
    word = f"{MARK}p".encode("utf-16-be")
    told[at : at + len(word)] = word
    return bytes(told)


def _iptc(place: str) -> bytes:
    word = mark(place)
    record = b"\x1c\x02\x78" + struct.pack(">H", len(word)) + word
    return b"8BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record + b"\0" * (len(record) % 2)


def jpeg() -> bytes:
    plain = written(drawing(), "JPEG", exif=exif(), comment=mark("comment"), icc_profile=profile())
    thumbnail = written(drawing((32, 24)), "JPEG", comment=mark("thumbnail"))
    extras = [
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp("xmp")),
        (0xE1, b"http://ns.adobe.com/xmp/extension/\0" + mark("xmp-extended")),
        (0xED, b"Photoshop 3.0\0" + _iptc("iptc")),
        (0xE2, b"MPF\0" + mark("several-pictures")),
        (0xE3, b"Meta\0" + mark("meta")),
        (0xEC, b"Ducky" + mark("ducky")),
        (0xEF, mark("last-segment")),
        (0xFE, mark("second-comment")),
        (0xEA, thumbnail),
    ]
    segments = b"".join(bytes([0xFF, kind]) + struct.pack(">H", len(body) + 2) + body for kind, body in extras)
    return plain[:2] + segments + plain[2:] + mark("trailer") + thumbnail


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png() -> bytes:
    told = PngInfo()
    told.add_text("Author", mark("text").decode())
    told.add_text(mark("key").decode(), "x")
    told.add_text("Comment", mark("packed").decode(), zip=True)
    told.add_itxt("XML:com.adobe.xmp", xmp("xmp").decode(), zip=True)
    plain = written(drawing(), "PNG", pnginfo=told, exif=exif(), icc_profile=profile())
    own = png_chunk(b"prVt", mark("own-chunk")) + png_chunk(b"zXIf", zlib.compress(mark("own-packed")))
    return plain[:-12] + own + plain[-12:] + mark("trailer")


def gif() -> bytes:
    views = [drawing().convert("P"), drawing().rotate(90).convert("P")]
    plain = written(views[0], "GIF", save_all=True, append_images=views[1:], comment=mark("comment"))

    def block(label: int, head: bytes, body: bytes) -> bytes:
        return bytes([0x21, label, len(head)]) + head + bytes([len(body)]) + body + b"\0"

    extras = [
        block(0xFF, b"XMP DataXMP", xmp("xmp")),
        block(0xFF, b"ICCRGBG1012", mark("profile")),
        block(0xFF, b"MARQUE-appl", mark("application")),
        block(0x01, struct.pack("<4H4B", 0, 0, 9, 9, 8, 8, 1, 0), mark("plain-text")),
    ]
    return plain[:-1] + b"".join(extras) + b";" + mark("trailer")


def webp() -> bytes:
    plain = written(drawing(), "WEBP", exif=exif(), xmp=xmp("xmp"), icc_profile=profile())
    word = mark("own-chunk") + b"\0" * (len(mark("own-chunk")) % 2)
    grown = plain + b"OWNC" + struct.pack("<I", len(word)) + word
    return grown[:4] + struct.pack("<I", len(grown) - 8) + grown[8:] + mark("trailer")


def tiff() -> bytes:
    told = ImageFileDirectory_v2()
    # DocumentName, PageName, InkNames; XMP, IPTC, Photoshop, and one that nobody registered.
    for tag in (*_WORDS, 269, 285, 333):
        told[tag] = f"{MARK}tiff-{tag}"
    for tag, body in ((700, xmp("xmp")), (33723, mark("iptc")), (34377, _iptc("photoshop")), (65_000, mark("own-tag"))):
        told[tag] = body
        told.tagtype[tag] = 7
    return written(drawing(), "TIFF", tiffinfo=told, icc_profile=profile(), compression="tiff_lzw") + mark("trailer")


def bmp() -> bytes:
    plain = bytearray(written(drawing(), "BMP"))
    # A gap between the header and the pixels, which the header allows.
    start = int.from_bytes(plain[10:14], "little")
    gap = mark("gap")
    plain[10:14] = (start + len(gap)).to_bytes(4, "little")
    return bytes(plain[:start]) + gap + bytes(plain[start:]) + mark("trailer")


def avif() -> bytes:
    return written(drawing(), "AVIF", exif=exif(), xmp=xmp("xmp"), icc_profile=profile()) + mark("trailer")


def heic() -> bytes:
    return zlib.decompress(base64.b64decode(_HEIC)) + mark("trailer")


FORMATS: dict[str, Callable[[], bytes]] = {
    "JPEG": jpeg, "PNG": png, "GIF": gif, "WEBP": webp, "TIFF": tiff, "BMP": bmp, "AVIF": avif, "HEIC": heic,
}  # fmt: skip


def marks_in(content: bytes) -> int:
    """Return how many markers are in bytes, those in UTF-16 and in what was compressed with zlib included."""
    return sum(_counted(one) for one in (content, *_unpacked(content)))


def _counted(content: bytes) -> int:
    ways = (MARK.encode(), MARK.encode("utf-16-le"), MARK.encode("utf-16-be"))
    return sum(content.count(word) for word in ways)


def _unpacked(content: bytes) -> Iterator[bytes]:
    for at in range(len(content) - 1):
        # The header of zlib (RFC 1950): the method, and a sum that 31 divides.
        if content[at] & 0x0F == 8 and int.from_bytes(content[at : at + 2], "big") % 31 == 0:
            try:
                yield zlib.decompressobj().decompress(content[at:], 1_000_000)
            except zlib.error:
                continue
