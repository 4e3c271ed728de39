"""The one door to the bytes of files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import http_date, parse_etags
from django.views.decorators.http import require_safe

from toctoc.kernel.errors import Missing
from toctoc.kernel.ids import id_in
from toctoc.media.policies import is_public
from toctoc.media.queries import holder_of, visible_file
from toctoc.media.rules.facts import ending_of
from toctoc.media.rules.ranges import OutOfBounds, Slice, asked_slice
from toctoc.media.rules.signing import Signed
from toctoc.media.services.store import store
from toctoc.people.policies import viewer_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from toctoc.media.models import File
    from toctoc.people.rules.audience import Viewer

_CHUNK = 1 << 16
# A file that was taken back leaves the caches on the way within this.
_PUBLIC = "public, max-age=300"
PRIVATE = "private, no-store"
# Whatever a browser takes it for, it runs nothing and reaches nothing.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"


@require_safe
def read_variant(request: HttpRequest, file_id: int, variant: str, ending: str = "") -> HttpResponseBase:
    """Answer with the bytes of a file that the reader may see, or a part of them."""
    return answered(request, file_id, variant, ending)


def answered(request: HttpRequest, file_id: int, name: str, ending: str = "") -> HttpResponseBase:
    """Return the answer of a door that has found out who asks; raise :class:`Missing` for what is not for them."""
    holder = _holder(request, file_id, name)
    file = visible_file(viewer_of(request) if holder is None else holder, file_id, name)
    if ending and ending_of(file.variants[name]["type"]) != f".{ending}":
        raise Missing
    told = _headers(file, name, is_signed=holder is not None)
    if _is_known(request, told["ETag"]):
        return HttpResponse(status=304, headers={name: told[name] for name in ("ETag", "Cache-Control", "Vary")})
    size = file.variants[name]["size"]
    try:
        asked = asked_slice(_range(request, told), size)
    except OutOfBounds:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}", "Cache-Control": PRIVATE})
    return _answer(request, file, name, told, asked)


def _holder(request: HttpRequest, file_id: int, name: str) -> Viewer | None:
    """Return whom the address was signed for; ``None`` for other addresses, which a session may open."""
    actor_id, until = id_in(request.GET.get("a", "")), id_in(request.GET.get("t", ""))
    if actor_id is None or until is None:
        return None
    return holder_of(Signed(file_id, name, actor_id, until), request.GET.get("s", ""))


def _headers(file: File, name: str, *, is_signed: bool) -> dict[str, str]:
    told, is_open = file.variants[name], is_public(file)
    headers = {
        "Content-Type": told["type"],
        "Content-Length": str(told["size"]),
        "Accept-Ranges": "bytes",
        # Bytes change with the masks alone; the key is of no use without the row.
        "ETag": f'"{file.key[:16]}-{name}-{file.revision}"',
        "Last-Modified": http_date(file.created_at.timestamp()),
        "Cache-Control": _PUBLIC if is_open else PRIVATE,
        "Vary": "Cookie",
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        # Apps that are pages of other sites show what is public, and what they have an address for.
        "Cross-Origin-Resource-Policy": "cross-origin" if is_open or is_signed else "same-origin",
    }
    if name == "document":
        headers["Content-Disposition"] = f'attachment; filename="document-{file.pk}.pdf"'
    return headers


def _is_known(request: HttpRequest, etag: str) -> bool:
    told = request.headers.get("If-None-Match", "")
    return told.strip() == "*" or etag in parse_etags(told.replace("W/", ""))


def _range(request: HttpRequest, told: dict[str, str]) -> str:
    """Return the range asked for; nothing when the reader has a part of other bytes."""
    condition = request.headers.get("If-Range")
    return request.headers.get("Range", "") if condition in {None, told["ETag"], told["Last-Modified"]} else ""


def _answer(request: HttpRequest, file: File, name: str, told: dict[str, str], asked: Slice | None) -> HttpResponseBase:
    size = file.variants[name]["size"]
    part = asked or Slice(0, size - 1)
    if asked is not None:
        told["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
        told["Content-Length"] = str(part.length)
    status = 206 if asked is not None else 200
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=told)
    try:
        opened = store().open(file.key, name)
    except FileNotFoundError:
        # Erased since the row was read.
        raise Missing from None
    return StreamingHttpResponse(_Pieces(opened, part), status=status, headers=told)


class _Pieces:
    """The bytes asked for, piece by piece; the file is closed with the answer, read or not."""

    def __init__(self, opened: BinaryIO, part: Slice) -> None:
        self.opened, self.part = opened, part

    def __iter__(self) -> Iterator[bytes]:
        left = self.part.length
        with self.opened:
            self.opened.seek(self.part.first)
            while left and (piece := self.opened.read(min(_CHUNK, left))):
                left -= len(piece)
                yield piece

    def close(self) -> None:
        """Close the file."""
        self.opened.close()
