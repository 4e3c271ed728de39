"""What the shell around every page needs."""

from __future__ import annotations

import time
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from toctoc.community.queries.notifications import unread_count
from toctoc.live.rules.ticket import Ticket, signed
from toctoc.people.policies import reader_of, viewer_of
from toctoc.people.rules.audience import UNLISTED

if TYPE_CHECKING:
    from django.http import HttpRequest

    from toctoc.people.rules.audience import Viewer

# In seconds: long enough for a day's reading between two reconnections, short enough that a lost proof stops hearing.
TICKET_LASTS = 2 * 60 * 60


def shell(request: HttpRequest) -> dict[str, object]:
    """Return what ``website/base.html`` shows on every page, each piece computed only when it is used."""
    actor = reader_of(request)
    viewer = viewer_of(request)
    return {
        "viewer": viewer,
        "actor": actor,
        "unread": SimpleLazyObject(lambda: unread_count(actor.pk)) if actor else 0,
        "stream_url": stream_url(viewer),
        "language": get_language() or settings.LANGUAGE_CODE,
        "here": request.path.split("/")[1],
        "sprite": sprite(),
    }


def stream_url(viewer: Viewer) -> str:
    """Return the address of the viewer's stream of events, with a fresh ticket for the channels it may hear."""
    channels = [word for word in viewer.audiences if word != UNLISTED]
    if viewer.actor_id is not None:
        channels.append(f"actor:{viewer.actor_id}")
    ticket = Ticket(tuple(channels), int(time.time()) + TICKET_LASTS)
    return f"{settings.ENVIRONMENT.stream_url}/direct?ticket={signed(ticket, settings.SECRET_KEY)}"


@cache
def sprite() -> SafeString:
    """Return every icon of the site as one hidden SVG, rendered once per process."""
    return SafeString(render_to_string("website/sprite.html"))
