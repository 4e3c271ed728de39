"""Documents: the pages of a PDF are taken into a new one; what could act, or tell of its author, stays behind.

What is kept of a page: what is drawn, and links to web addresses and to other pages. Scripts, actions, forms, files
within the file, comments and metadata are not among it.
"""

from __future__ import annotations

import importlib
import zlib
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from toctoc.media.rules.jpeg import without_metadata
from toctoc.media.rules.limits import LARGEST_UNPACKED, MOST_OBJECTS, MOST_PAGES
from toctoc.media.workshop.answers import Found, Order, Unfit, Variant
from toctoc.privacy.pictures import refusals

if TYPE_CHECKING:
    from pathlib import Path

# Keys that make a reader act, or tell who wrote the file and with what.
_STRIPPED = (
    "/AA", "/OpenAction", "/JS", "/JavaScript", "/Metadata", "/PieceInfo", "/LastModified", "/EmbeddedFiles", "/AF",
    "/EF", "/RichMediaContent", "/Thumb", "/AcroForm", "/Alternates", "/OPI", "/PZ", "/Trans", "/Dur", "/PresSteps",
)  # fmt: skip
_SAFE_SCHEMES = (b"https://", b"http://", b"mailto:")
# Two filters are a text within a compression; more hide something.
_MOST_FILTERS = 2
_PACKED = {"/FlateDecode", "/Fl"}
# What expands by little, or is decoded by whoever draws it.
_BOUNDED = {"/DCTDecode", "/DCT", "/CCITTFaxDecode", "/CCF", "/JBIG2Decode", "/JPXDecode", "/ASCII85Decode", "/A85",
            "/ASCIIHexDecode", "/AHx", "/RunLengthDecode", "/RL", "/LZWDecode", "/LZW"}  # fmt: skip


def read(file: Path, folder: Path, _form: str, order: Order) -> Found:
    """Write ``document`` into ``folder``."""
    if order.drawn:
        return _drawn(file, folder)
    try:
        with Pdf.open(file, attempt_recovery=True, suppress_warnings=True) as opened:
            if opened.is_encrypted:
                raise Unfit("encrypted")
            pages = _checked(opened)
            _copied(opened).save(folder / "document", deterministic_id=True, compress_streams=True)
    except pikepdf.PasswordError:
        raise Unfit("encrypted") from None
    return Found("document", [Variant("document", "application/pdf")], pages=pages)


def _drawn(file: Path, folder: Path) -> Found:
    """Write pictures of the pages, masked: nothing that was written on them can be selected or read from the bytes."""
    try:
        content, pages = importlib.import_module("toctoc.privacy.pictures.documents").cleaned(file.read_bytes())
    except refusals.Unfit as unfit:
        raise Unfit(unfit.slug) from None
    except ImportError:
        raise Unfit("paper") from None
    (folder / "document").write_bytes(content)
    return Found("document", [Variant("document", "application/pdf")], pages=len(pages), looked="done")


def _checked(opened: Pdf) -> int:
    pages = len(opened.pages)
    if pages == 0:
        raise Unfit("no_pages")
    if pages > MOST_PAGES:
        raise Unfit("too_many_pages")
    if len(opened.objects) > MOST_OBJECTS:
        raise Unfit("too_heavy")
    return pages


def _copied(opened: Pdf) -> Pdf:
    """Return a new document with the same pages: nothing of the old catalogue comes along."""
    clean = Pdf.new()
    clean.pages.extend(opened.pages)
    for page in clean.pages:
        _without_marks(page.obj)
    left = LARGEST_UNPACKED
    for one in clean.objects:
        if isinstance(one, Stream):
            left -= _unpacked(one, left)
            _without_camera(one)
        if isinstance(one, Dictionary | Stream):
            _strip(one)
    return clean


def _without_marks(page: Dictionary) -> None:
    """Keep of a page's annotations those that are links to somewhere harmless."""
    marks = page.get("/Annots")
    if marks is None:
        return
    kept = [mark for mark in marks if isinstance(mark, Dictionary) and _is_safe(mark)] if _is_list(marks) else []
    del page["/Annots"]
    if kept:
        page["/Annots"] = Array(kept)


def _is_list(value: object) -> bool:
    return isinstance(value, Array)


def _is_safe(mark: Dictionary) -> bool:
    action = mark.get("/A")
    if mark.get("/Subtype") != Name.Link or "/AA" in mark:
        return False
    if action is None:
        return True
    if not isinstance(action, Dictionary) or "/Next" in action:
        return False
    if action.get("/S") == Name.GoTo:
        return True
    address = action.get("/URI")
    return action.get("/S") == Name.URI and address is not None and bytes(address).lower().startswith(_SAFE_SCHEMES)


def _strip(one: Dictionary | Stream) -> None:
    for key in _STRIPPED:
        if key in one:
            del one[key]
    action = one.get("/A")
    if isinstance(action, Dictionary) and action.get("/S") not in {Name.URI, Name.GoTo}:
        del one["/A"]
    if one.get("/S") in {Name.JavaScript, Name.Launch, Name.SubmitForm, Name.ImportData, Name.GoToR, Name.GoToE}:
        one["/S"] = Name("/None")


def _filters(stream: Stream) -> list[str]:
    told = stream.get("/Filter")
    if told is None:
        return []
    return [str(one) for one in told] if isinstance(told, Array) else [str(told)]


def _unpacked(stream: Stream, most: int) -> int:
    """Return how many bytes a stream has once decompressed; refuse it past ``most``, without holding them."""
    filters = _filters(stream)
    if len(filters) > _MOST_FILTERS or any(one not in _PACKED | _BOUNDED for one in filters):
        raise Unfit("too_heavy")
    raw = bytes(stream.read_raw_bytes())
    if not filters or filters[0] not in _PACKED:
        return len(raw)
    if len(filters) > 1 and filters[1] in _PACKED:
        raise Unfit("too_heavy")
    return _counted(raw, most)


def _counted(raw: bytes, most: int) -> int:
    count, tool, fed = 0, zlib.decompressobj(), raw
    while fed and not tool.eof:
        count += len(tool.decompress(fed, 1_000_000))
        fed = tool.unconsumed_tail
        if count > most:
            raise Unfit("too_heavy")
    return count


def _without_camera(stream: Stream) -> None:
    """Take out of a photograph within the document what its camera wrote: where, when, with what."""
    if _filters(stream) in (["/DCTDecode"], ["/DCT"]):
        raw = bytes(stream.read_raw_bytes())
        clean = without_metadata(raw)
        if clean != raw:
            told = stream.get("/DecodeParms")
            parameters = told if isinstance(told, Dictionary | Array) else None
            stream.write(clean, filter=Name.DCTDecode, decode_parms=parameters)
