"""Files for tests, good and bad, made by code."""

from __future__ import annotations

import math
import struct
import zlib
from array import array
from fractions import Fraction
from io import BytesIO
from typing import Any

import av
import pikepdf
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

GPS = "48.8566"


def drawing(width: int = 300, height: int = 200) -> Image.Image:
    """Return a picture with something in it: a slope of colours."""
    return Image.linear_gradient("L").resize((width, height)).convert("RGB")


def written(picture: Image.Image, form: str, **options: object) -> bytes:
    told = BytesIO()
    picture.save(told, form, **options)
    return told.getvalue()


def photograph(width: int = 300, height: int = 200, orientation: int = 1) -> bytes:
    """Return a JPEG that says where it was taken, with what, by whom."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Fabricant-Fictif"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 23.0)
    return written(drawing(width, height), "JPEG", exif=exif, comment=f"GPS {GPS}".encode())


def png_of_header(width: int, height: int) -> bytes:
    """Return a PNG whose header promises many pixels, with the bytes of none."""
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, body)
        for kind, body in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            (b"IDAT", zlib.compress(bytes(1000))),
            (b"IEND", b""),
        )
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def tone(seconds: float = 1.0, form: str = "ogg", codec: str = "libopus", rate: int = 48_000) -> bytes:
    """Return a sound of 440 Hz."""
    told = BytesIO()
    with av.open(told, "w", format=form) as target:
        target.metadata["artist"] = "Personne-Fictive"
        stream: Any = target.add_stream(codec, rate=rate, layout="mono")
        wave = array("h", (int(9_000 * math.sin(2 * math.pi * 440 * n / rate)) for n in range(rate)))
        size = stream.codec_context.frame_size or 960
        resampler = av.AudioResampler(format=stream.codec_context.format, layout="mono", rate=rate, frame_size=size)
        for start in range(0, int(seconds * rate), rate):
            samples = wave[: min(rate, int(seconds * rate) - start)]
            frame = AudioFrame(format="s16", layout="mono", samples=len(samples))
            frame.planes[0].update(samples.tobytes())
            frame.sample_rate = rate
            frame.pts, frame.time_base = start, Fraction(1, rate)
            for piece in resampler.resample(frame):
                target.mux(stream.encode(piece))
        for piece in resampler.resample(None):
            target.mux(stream.encode(piece))
        target.mux(stream.encode(None))
    return told.getvalue()


def of_colour(size: tuple[int, int], red: int) -> VideoFrame:
    make: Any = VideoFrame.from_image
    frame: VideoFrame = make(Image.new("RGB", size, (red, 120, 60)))
    return frame


def film(seconds: float = 1.0, form: str = "webm", codec: str = "libvpx", size: tuple[int, int] = (160, 120)) -> bytes:
    """Return a film of a colour that grows lighter, ten views a second."""
    told = BytesIO()
    with av.open(told, "w", format=form) as target:
        stream: Any = target.add_stream(codec, rate=10, options={"deadline": "realtime", "cpu-used": "8"})
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        for count in range(int(seconds * 10)):
            frame = of_colour(size, count * 3 % 255)
            frame.pts, frame.time_base = count, Fraction(1, 10)
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return told.getvalue()


def paper(pages: int = 2, *, with_camera: bool = False) -> Pdf:
    """Return a PDF with a line on each page."""
    pdf = Pdf.new()
    for number in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
        pdf.pages[number].contents_add(b"BT /F1 12 Tf 72 720 Td (Compte rendu fictif) Tj ET")
    if with_camera:
        photo = pikepdf.Stream(pdf, photograph())
        photo.stream_dict = Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=300, Height=200, ColorSpace=Name.DeviceRGB, BitsPerComponent=8,
            Filter=Name.DCTDecode,
        )  # fmt: skip
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Im0=pdf.make_indirect(photo)))
    return pdf


def saved(pdf: Pdf, **options: Any) -> bytes:
    told = BytesIO()
    pdf.save(told, **options)
    return told.getvalue()


def armed_paper() -> bytes:
    """Return a PDF with everything that acts: scripts, actions, forms, a file within, an author."""
    pdf = paper(with_camera=True)
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('PIEGE')"))
    launch = Dictionary(S=Name.Launch, F=String("calc.exe"))
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("piege"), script])))
    pdf.attachments["piege.exe"] = b"MZ-PIEGE"
    widget = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, Rect=[0, 0, 9, 9], FT=Name.Tx, T=String("champ"), AA=Dictionary(K=script)
    )
    button = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=launch)
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=[0, 0, 9, 9],
        A=Dictionary(S=Name.URI, URI=String("https://exemple.test/")),
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(one) for one in (widget, button, link)])
    pdf.pages[0].obj.AA = Dictionary(O=script)
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[0]]))
    pdf.docinfo["/Author"] = "Autrice-Fictive"
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = ["Autrice-Fictive"]
    return saved(pdf)


def paper_bomb() -> bytes:
    """Return a small PDF whose page holds half a gigabyte once unpacked."""
    pdf = paper(1)
    tool = zlib.compressobj(9)
    packed = b"".join(tool.compress(bytes(10_000_000)) for _ in range(50)) + tool.flush()
    bomb = pikepdf.Stream(pdf, b"")
    bomb.write(packed, filter=Name.FlateDecode)
    pdf.pages[0].obj.Contents = pdf.make_indirect(bomb)
    return saved(pdf, compress_streams=False)
