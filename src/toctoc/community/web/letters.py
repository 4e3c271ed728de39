"""Pages of how news reaches somebody who is not here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from toctoc.people.policies import speaker_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD"])
def notices(request: HttpRequest) -> HttpResponse:
    """Show how the reader is told of news: on its devices, by letter, by feed."""
    speaker_of(request)
    return render(request, "settings/notices.html", {})
