"""The address where an open page asks for a fresh ticket to its stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from toctoc.community.queries.notifications import unread_count
from toctoc.conversations.queries.seats import unread_conversations
from toctoc.people.policies import viewer_of
from toctoc.website.web.context import stream_url

if TYPE_CHECKING:
    from django.http import HttpRequest


@never_cache
@require_safe
def stream_ticket(request: HttpRequest) -> JsonResponse:
    """Return the stream's address with a ticket for what this reader may hear now, and what it has not read."""
    viewer = viewer_of(request)
    unread = unread_count(viewer.actor_id) if viewer.actor_id is not None else 0
    letters = unread_conversations(viewer.actor_id) if viewer.actor_id is not None else 0
    return JsonResponse({"url": stream_url(viewer), "unread": unread, "letters": letters})
