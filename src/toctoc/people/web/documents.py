"""What other servers read: with which keys this one signs, and which attestations no longer stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from toctoc.people.queries import server_keys
from toctoc.people.rules.attestations.canonical import canonical
from toctoc.people.rules.attestations.dids import did_document
from toctoc.people.rules.attestations.statements import MEDIA_TYPE
from toctoc.people.services.attestations import SERVED_FOR, prepared_list
from toctoc.people.services.server_keys import current_signer, own_authority

if TYPE_CHECKING:
    from django.http import HttpRequest

KEYS_LAST = "public, max-age=300"
LIST_LASTS = f"public, max-age={int(SERVED_FOR.total_seconds())}"


@require_safe
def keys(_request: HttpRequest) -> HttpResponse:
    """Say with which keys this server signs (``did:web``)."""
    current_signer()
    body = canonical(did_document(own_authority(), server_keys()))
    return HttpResponse(body, content_type="application/did+json", headers={"Cache-Control": KEYS_LAST})


@require_safe
def status_list(request: HttpRequest, number: int) -> HttpResponse:
    """Say which attestations of one list no longer stand, to anybody, the same bytes for all."""
    prepared = prepared_list(number)
    headers = {"Cache-Control": LIST_LASTS, "ETag": f'"{prepared.tag}"'}
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(prepared.content, content_type=MEDIA_TYPE, headers=headers)
