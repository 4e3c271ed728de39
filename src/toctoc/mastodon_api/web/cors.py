"""Let apps that run in a browser, from any address, call this API: it believes tokens and never a cookie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

OPEN_TO_APPS = (
    "/api/v1/",
    "/api/v2/",
    "/oauth/token",
    "/oauth/revoke",
    "/oauth/userinfo",
    "/.well-known/",
    "/nodeinfo/",
)
HEADERS = (
    ("Access-Control-Allow-Origin", "*"),
    (
        "Access-Control-Expose-Headers",
        "Link, X-RateLimit-Reset, X-RateLimit-Limit, X-RateLimit-Remaining, X-Request-Id, ETag, Retry-After",
    ),
)
PREFLIGHT = (
    ("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE"),
    ("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key, If-None-Match"),
    ("Access-Control-Max-Age", "86400"),
)


class CorsMiddleware:
    """Adds the headers, and answers what browsers ask before they call; takes a slash at the end for none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        if not request.path.startswith(OPEN_TO_APPS):
            return self.get_response(request)
        # Several libraries write every address with a slash at its end.
        request.path = request.path_info = request.path_info.rstrip("/")
        asks_first = request.method == "OPTIONS"
        response = HttpResponse(status=204) if asks_first else self.get_response(request)
        for name, value in HEADERS + (PREFLIGHT if asks_first else ()):
            response.headers[name] = value
        return response
