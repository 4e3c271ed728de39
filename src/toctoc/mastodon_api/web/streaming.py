"""Where streams are: https://docs.joinmastodon.org/methods/streaming/. They answer in a process of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from toctoc.mastodon_api.web.endpoints import Access, endpoint
from toctoc.mastodon_api.web.replies import NOT_THERE, Reply, failed

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.calls import Call


@endpoint("GET", "api/v1/streaming", access=Access.OPEN)
def lead(call: Call) -> Reply:
    """Lead an app that asks the site itself to the process of streams."""
    return _led(call)


@endpoint("GET", "api/v1/streaming/<path:stream>", access=Access.OPEN)
def lead_further(call: Call, stream: str) -> Reply:
    """Lead to one stream."""
    del stream
    return _led(call)


def _led(call: Call) -> Reply:
    """Return where streams are; missing where a proxy should have sent the request there."""
    there = settings.ENVIRONMENT
    if there.stream_url == there.base_url:
        return failed(404, NOT_THERE)
    return Reply(b"{}", 307, {"Location": f"{there.stream_url}{call.request.get_full_path()}"})
