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
from PIL import Image, ImageDraw, ImageFont

from toctoc.privacy.pictures.masking import COLOUR

GPS = "48.8566"
# A photograph with a label, and a mark on the skin that no engine looks for: left, top, right, bottom in pixels.
LABELLED = (1200, 900)
LABEL, TATTOO = (560, 80, 1130, 220), (200, 600, 320, 720)
# Where its words are.
WORDS = (580, 100, 920, 200)


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


def labelled() -> bytes:
    """Return a photograph of a forearm with a hospital label, and a drawing in the skin."""
    slope = Image.radial_gradient("L").resize(LABELLED)
    picture = Image.merge("RGB", [slope.point([255 - value // part for value in range(256)]) for part in (3, 2, 2)])
    draw = ImageDraw.Draw(picture)
    draw.rectangle(LABEL, fill="white")
    font = ImageFont.load_default(size=44)
    draw.text((LABEL[0] + 20, LABEL[1] + 15), "FICTIVE Personne", fill="black", font=font)
    draw.text((LABEL[0] + 20, LABEL[1] + 75), "N. le 12 03 1954", fill="black", font=font)
    draw.ellipse(TATTOO, fill=(20, 40, 120))
    return written(picture, "JPEG", quality=92)


def hidden(picture: Image.Image, box: tuple[int, int, int, int]) -> float:
    """Return which part of a zone has the colour of masks."""
    told = picture.crop(box).tobytes()
    pixels = list(zip(told[::3], told[1::3], told[2::3], strict=True))
    return sum(all(abs(a - b) < 9 for a, b in zip(pixel, COLOUR, strict=True)) for pixel in pixels) / len(pixels)


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


def film_of(picture: Image.Image, seconds: float = 0.5) -> bytes:
    """Return a film that shows one picture."""
    return film_of_all([picture] * int(seconds * 10))


def film_of_all(pictures: list[Image.Image]) -> bytes:
    """Return a film of ten pictures a second, all of one size."""
    told, make = BytesIO(), getattr(VideoFrame, "from_image")  # noqa: B009
    with av.open(told, "w", format="mp4") as target:
        stream: Any = target.add_stream("libx264", rate=10)
        stream.width, stream.height = pictures[0].size
        stream.pix_fmt = "yuv420p"
        for count, picture in enumerate(pictures):
            frame = make(picture)
            frame.pts, frame.time_base = count, Fraction(1, 10)
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return told.getvalue()


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
