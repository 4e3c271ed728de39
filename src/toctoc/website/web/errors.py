"""What a person sees when something did not work: one place for pages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from toctoc.kernel.errors import Invalid, Missing, Refused, SignInNeeded, Stale, ToctocError, TooMany
from toctoc.privacy.forms import way_back
from toctoc.website.web.reader import language_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

STATUS: dict[type[ToctocError], int] = {
    Missing: 404,
    SignInNeeded: 401,
    TooMany: 429,
    Refused: 403,
    Stale: 409,
    Invalid: 422,
}
# Fields in which people write sentences: shown again on the page of an error, so that nothing typed is lost.
WRITTEN = ("text", "outcome", "note", "reason")
LONGEST_IN_MINUTES = 90
# What Django says of a body that is no form.
_UNREADABLE = (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError)


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

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Lead nowhere for an address with a nought in it: it names nothing, and PostgreSQL refuses to look for it."""
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page of an error of ours; leave others to Django."""
        if not isinstance(error, ToctocError):
            return None
        if isinstance(error, Missing):
            raise Http404 from error
        if isinstance(error, SignInNeeded):
            return _sign_in(request)
        if isinstance(error, TooMany):
            return _too_many(request, error)
        return _page(request, "website/refused.html", status_of(error), sentence=error.say(gettext))


def _sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page and back to where the person was."""
    # After a form, the page it stood on, as a path.
    came_from = urlsplit(request.get_full_path() if request.method == "GET" else way_back(request, "/"))
    response = redirect_to_login(urlunsplit(("", "", came_from.path, came_from.query, "")))
    if "HX-Request" in request.headers:
        # A fragment of a page cannot sign in: the whole page goes.
        response.headers["HX-Redirect"] = response.headers["Location"]
        response.status_code = 204
    return response


def _too_many(request: HttpRequest, error: TooMany) -> HttpResponse:
    minutes = max(1, -(-error.retry_after // 60))
    # Nobody counts 890 minutes: past an hour and a half, in hours.
    hours = -(-minutes // 60) if minutes > LONGEST_IN_MINUTES else 0
    response = _page(request, "website/429.html", 429, sentence=error.say(gettext), minutes=minutes, hours=hours)
    response.headers["Retry-After"] = str(error.retry_after)
    return response


# What Django says of the cause (an exception, a reason) is for logs, not for the reader.
def missing(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """Show the page of an address that leads nowhere, or nowhere for this reader."""
    return _page(request, "website/404.html", 404)


def forbidden(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """Show the page of what is not allowed."""
    return _page(request, "website/403.html", 403)


def malformed(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """Show the page of a request that cannot be understood (too large, an odd host, a wrong encoding)."""
    with translation.override(language_of(request, None)):
        return HttpResponse(_plain("website/400.html"), status=400)


def forged(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """Show the page of a form whose CSRF token is missing or old: the person can send it again."""
    return _page(request, "website/csrf.html", 403)


def broken(request: HttpRequest) -> HttpResponse:
    """Show the page of a fault of ours; touches neither the database nor the session, which may be the fault."""
    with translation.override(language_of(request, None)):
        return HttpResponse(_plain("website/500.html"), status=500)


def _plain(template: str) -> str:
    return render_to_string(template, {"language": translation.get_language()})


def _page(request: HttpRequest, template: str, status: int, **context: object) -> HttpResponse:
    return render(request, template, {**context, "kept": _written(request)}, status=status)


def _written(request: HttpRequest) -> list[str]:
    """Return the sentences of the form that was sent; none of one that cannot be read."""
    try:
        typed = [request.POST.get(name, "").strip() for name in WRITTEN]
    except _UNREADABLE:
        return []
    return [text for text in typed if text]
