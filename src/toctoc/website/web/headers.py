"""Headers that every answer carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from toctoc.mastodon_api.web.oauth import LEADS_AWAY
from toctoc.people.policies import reader_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

# What somebody signed in was shown stays in no cache: many screens in health are shared.
PERSONAL = ("Cache-Control", "private, no-store")
FORMS = "form-action 'self'; "


def content_security_policy(stream_url: str) -> str:
    """Return the policy: everything from here, nothing inline, streams from their own port of this host."""
    connect = f"'self' {stream_url}" if stream_url.startswith("http") else "'self'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
        f"font-src 'none'; connect-src {connect}; {FORMS}frame-ancestors 'none'; base-uri 'none'; "
        "manifest-src 'self'"
    )


def headers_of_every_answer() -> list[tuple[str, str]]:
    """Return the headers that protect whoever reads an answer, whatever it is."""
    found = [
        ("Content-Security-Policy", content_security_policy(settings.ENVIRONMENT.stream_url)),
        ("Permissions-Policy", "camera=(), microphone=(self), geolocation=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Referrer-Policy", "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
    ]
    if settings.ENVIRONMENT.is_https:
        found.append(("Strict-Transport-Security", "max-age=31536000"))
    return found


class SecurityHeaders:
    """Adds those headers to every answer that does not carry them already."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.headers = headers_of_every_answer()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then add."""
        response = self.get_response(request)
        leads_away = response.headers.get(LEADS_AWAY)
        for name, value in self.headers:
            response.headers.setdefault(name, value)
        if leads_away:
            del response.headers[LEADS_AWAY]
            policy = response.headers["Content-Security-Policy"]
            response.headers["Content-Security-Policy"] = policy.replace(FORMS, "")
        if reader_of(request) is not None:
            response.headers.setdefault(*PERSONAL)
        return response
