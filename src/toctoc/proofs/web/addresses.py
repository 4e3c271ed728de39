"""Where a request comes from, as attempts are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the network address that attempts are counted by.

    HTTPS means a proxy in front, from which every request seems to come; the last address it wrote is the one
    it saw.
    """
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.ENVIRONMENT.is_https else ""
    return str(forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", ""))
