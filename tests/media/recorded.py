"""Sounds and films with a marker in every place that their formats have for words."""

from __future__ import annotations

import struct
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING, Any

import av

from tests.media import made
from tests.privacy.pictures.planted import MARK, mark, written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TAGS = (
    "title", "artist", "album", "album_artist", "comment", "copyright", "description", "synopsis", "composer", "genre",
    "location", "encoder", "encoded_by", "publisher", "make", "model", "lyrics",
)  # fmt: skip
# A moment that nothing made today tells by itself.
MOMENT = "1999-01-02T03:04:05.000000Z"


def _again(content: bytes, form: str, words: str = "") -> bytes:
    """Return a recording in ``form`` with tags, chapters, names of tracks, and timed text in the codec ``words``."""
    told = BytesIO()
    options = {"movflags": "use_metadata_tags"} if form in {"mp4", "mov"} else {}
    source, target = av.open(BytesIO(content), "r"), av.open(told, "w", format=form, options=options)
    with source, target:
        for tag in TAGS:
            target.metadata[tag] = f"{MARK}{tag}"
        target.metadata["creation_time"] = MOMENT
        chapter: Any = {
            "id": 1, "start": 0, "end": 300, "time_base": Fraction(1, 1000), "metadata": {"title": f"{MARK}chapter"},
        }  # fmt: skip
        if form not in {"wav", "mp3"}:
            target.set_chapters([chapter])
        streams = {one.index: target.add_stream_from_template(one) for one in source.streams}
        for stream in streams.values():
            stream.metadata["title"] = stream.metadata["handler_name"] = f"{MARK}track"
        timed: Any = target.add_mux_stream(words) if words else None
        if form == "matroska":
            target.add_attachment(f"{MARK}front.txt", "text/plain", mark("attachment"))
        for packet in source.demux():
            if packet.dts is not None:
                stream = streams[packet.stream.index]
                packet.stream = stream
                target.mux(packet)
        if timed is not None:
            target.mux(_line(timed, words))
    return told.getvalue()


def _line(stream: Any, codec: str) -> av.Packet[Any]:
    """Return a line of timed text: a sample of 3GPP begins with its length."""
    line = mark("timed")
    packet = av.Packet((struct.pack(">H", len(line)) if codec == "mov_text" else b"") + line)
    packet.stream, packet.time_base = stream, Fraction(1, 1000)
    packet.pts = packet.dts = 0
    packet.duration = 300
    return packet


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + kind + body


def mp4() -> bytes:
    extra = _box(b"uuid", bytes(16) + mark("uuid")) + _box(b"free", mark("free")) + _box(b"skip", mark("skip"))
    return _again(made.film(0.5, form="mp4", codec="libx264"), "mp4", "mov_text") + extra


def mov() -> bytes:
    return _again(made.film(0.5, form="mp4", codec="libx264"), "mov")


def m4a() -> bytes:
    return _again(made.tone(form="ipod", codec="aac"), "ipod")


def webm() -> bytes:
    return _again(made.film(0.5), "matroska", "subrip")


def ogg() -> bytes:
    return _again(made.tone(), "ogg")


def _frame(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack(">I", len(body)) + b"\0\0" + body


def mp3() -> bytes:
    """Return an MP3 with the frames of ID3v2.3 that hold words or pictures, and the tag at the end of ID3v1."""
    picture = written(made.drawing(20, 20), "JPEG", comment=mark("front-comment"))
    words = [_frame(kind, b"\0" + mark(kind.decode())) for kind in (b"TIT2", b"TPE1", b"TALB", b"TENC", b"TCOP")]
    frames = b"".join([
        *words,
        _frame(b"COMM", b"\0fra\0" + mark("comment")),
        _frame(b"USLT", b"\0fra\0" + mark("lyrics")),
        _frame(b"TXXX", b"\0" + mark("key") + b"\0" + mark("value")),
        _frame(b"PRIV", mark("owner") + b"\0" + mark("private")),
        _frame(b"GEOB", b"\0text/plain\0a\0b\0" + mark("object")),
        _frame(b"APIC", b"\0image/jpeg\0\x03" + mark("front") + b"\0" + picture),
        _frame(b"CHAP", mark("chapter") + b"\0" + bytes(16)),
    ])  # fmt: skip
    size = bytes((len(frames) >> shift) & 0x7F for shift in (21, 14, 7, 0))
    sound = made.tone(form="mp3", codec="libmp3lame")
    old = b"TAG" + mark("old-title").ljust(30, b"\0") + mark("old-artist").ljust(30, b"\0")
    return b"ID3\x03\0\0" + size + frames + sound + old.ljust(128, b"\0")


def wav() -> bytes:
    """Return a WAV with the lists of words that RIFF knows, and a chunk of its own."""
    plain = made.tone(form="wav", codec="pcm_s16le", rate=8_000)

    def chunk(kind: bytes, body: bytes) -> bytes:
        return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)

    words = b"".join(
        chunk(kind, mark(kind.decode())) for kind in (b"INAM", b"IART", b"ICMT", b"ICRD", b"ISFT", b"ICOP")
    )
    extras = chunk(b"LIST", b"INFO" + words) + chunk(b"bext", mark("broadcast").ljust(602, b"\0"))
    extras += chunk(b"iXML", mark("ixml")) + chunk(b"id3 ", mark("id3")) + chunk(b"own ", mark("own"))
    body = plain[12:] if plain[8:12] == b"WAVE" else plain
    whole = b"WAVE" + extras + body
    return b"RIFF" + struct.pack("<I", len(whole)) + whole


RECORDINGS: Mapping[str, Callable[[], bytes]] = {
    "mp4": mp4, "mov": mov, "m4a": m4a, "webm": webm, "ogg": ogg, "mp3": mp3, "wav": wav,
}  # fmt: skip
