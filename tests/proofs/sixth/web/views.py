"""Pages of this way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from toctoc.people.policies import speaker_of
from toctoc.people.services.proofs import Evidence, record_proof

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Prove whoever says the word."""
    actor = speaker_of(request)
    if request.method == "POST" and request.POST.get("mot") == "stéthoscope":
        record_proof(actor=actor, evidence=Evidence("doctor", path="sixth"))
    return redirect("proofs")
