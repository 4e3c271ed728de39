"""Headers that every answer carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


def content_security_policy(stream_url: str) -> str:
    """Return the policy: everything from here, nothing inline, streams from their own port of this host."""
    connect = f"'self' {stream_url}" if stream_url.startswith("http") else "'self'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'none'; "
        f"connect-src {connect}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
    )


class SecurityHeaders:
    """Adds the Content-Security-Policy and its like to every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = content_security_policy(settings.ENVIRONMENT.stream_url)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then add."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        return response
