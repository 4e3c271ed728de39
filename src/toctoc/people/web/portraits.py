"""Pictures made for whoever shows none of its own: the same for everybody, drawn from their address alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from toctoc.kernel.errors import Missing
from toctoc.people.rules.drawing import header_png, picture_png
from toctoc.people.rules.pictures import COLOURS

if TYPE_CHECKING:
    from django.http import HttpRequest

FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def made_picture(_request: HttpRequest, face: int, letter: str) -> HttpResponse:
    """Draw a letter on a colour; raise :class:`Missing` for what no handle has."""
    if face >= len(COLOURS) or not (
        len(letter) == 1 and letter.isascii() and letter.isalnum() and letter.upper() == letter
    ):
        raise Missing
    return _as_png(picture_png(face, letter))


@require_safe
def made_header(_request: HttpRequest, face: int) -> HttpResponse:
    """Draw a band of a colour; raise :class:`Missing` for what no handle has."""
    if face >= len(COLOURS):
        raise Missing
    return _as_png(header_png(face))


def _as_png(content: bytes) -> HttpResponse:
    headers = {
        "Cache-Control": FOR_EVER,
        "X-Content-Type-Options": "nosniff",
        # Apps in a browser read it from their own host.
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return HttpResponse(content, content_type="image/png", headers=headers)
