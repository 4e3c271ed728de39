"""What a person sees when a room raised one of its errors: one place for pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext

from toctoc.kernel.errors import Invalid, Missing, Refused, SignInNeeded, Stale, ToctocError, TooMany

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

STATUS: dict[type[ToctocError], int] = {Missing: 404, SignInNeeded: 401, TooMany: 429, Refused: 403, Stale: 409, Invalid: 422}


def status_of(error: ToctocError) -> int:
    """Return the HTTP status of an error of ours."""
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 400)


class ErrorsMiddleware:
    """Turns the errors that views let through into pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page of an error of ours; leave others to Django."""
        if isinstance(error, Missing):
            raise Http404 from error
        if isinstance(error, SignInNeeded):
            here = request.get_full_path() if request.method == "GET" else request.headers.get("Referer", "/")
            return redirect_to_login(here)
        if not isinstance(error, ToctocError):
            return None
        status = status_of(error)
        response = render(request, "website/refused.html", {"sentence": error.say(gettext)}, status=status)
        if isinstance(error, TooMany):
            response["Retry-After"] = str(error.retry_after)
        return response
