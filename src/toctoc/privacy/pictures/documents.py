"""PDF: each page is drawn, looked at, masked, and put as a picture into a new document that has nothing else.

Text under a mask, layers, comments, attachments, scripts and metadata stay behind, and so does what can be selected.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from toctoc.privacy.pictures.forms import Form
from toctoc.privacy.pictures.limits import LONGEST_SIDE, MOST_PAGES
from toctoc.privacy.pictures.looking import look
from toctoc.privacy.pictures.masking import masked
from toctoc.privacy.pictures.opening import bare
from toctoc.privacy.pictures.refusals import Unfit
from toctoc.privacy.pictures.saving import saved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PIL.Image import Image

    from toctoc.privacy.pictures.looking import Looked

# What PDFium says of a document that it cannot open without a word that we do not have.
_LOCKED = ("password", "security")
# Points of an inch, and the dots that a page is drawn with: letters of 7 points are 14 pixels high.
_POINTS, _DOTS = 72, 150


def pages(content: bytes) -> Iterator[Image]:
    """Yield each page of a PDF as a picture; raises :class:`refusals.Unfit` for what cannot be drawn."""
    try:
        with pypdfium2.PdfDocument(content) as document:
            if not len(document):
                raise Unfit("no_pages")
            if len(document) > MOST_PAGES:
                raise Unfit("too_many_pages")
            for page in document:
                part = min(_DOTS / _POINTS, LONGEST_SIDE / max(*page.get_size(), 1.0))
                yield bare(page.render(scale=part, may_draw_forms=False).to_pil(), LONGEST_SIDE)
    except pypdfium2.PdfiumError as error:
        is_locked = any(word in str(error).lower() for word in _LOCKED)
        raise Unfit("encrypted" if is_locked else "truncated") from error


def cleaned(content: bytes, looking: Callable[[Image], Looked] = look) -> tuple[bytes, tuple[Looked, ...]]:
    """Return a new PDF of masked pictures and what was found on each page; raises :class:`refusals.Unfit`."""
    made, found = Pdf.new(), []
    for picture in pages(content):
        looked = looking(picture)
        if looked.incomplete is not None:
            raise Unfit(looked.incomplete)
        found.append(looked)
        _add(made, masked(picture, looked.masks))
    told = BytesIO()
    made.save(told, deterministic_id=True)
    return told.getvalue(), tuple(found)


def _add(document: Pdf, picture: Image) -> None:
    width, height = (side * _POINTS / _DOTS for side in picture.size)
    drawn = Stream(document, saved(picture, Form.JPEG))
    drawn.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=picture.width, Height=picture.height, ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8, Filter=Name.DCTDecode,
    )  # fmt: skip
    document.add_blank_page(page_size=(width, height))
    page = document.pages[-1].obj
    page.Resources = Dictionary(XObject=Dictionary(Page=document.make_indirect(drawn)))
    page.Contents = Stream(document, f"{width:.2f} 0 0 {height:.2f} 0 0 cm /Page Do".encode())
    page.MediaBox = Array([0, 0, round(width, 2), round(height, 2)])
