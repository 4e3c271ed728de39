"""Lanes of pages, for a session seen before: one card, and the home page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.community.queries import prepared
from toctoc.community.queries.standing import viewer_of_actor
from toctoc.config.hot.answers import Answer

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

    from toctoc.config.hot.readers import Readers

HTML_TYPE = "text/html; charset=utf-8"
_CARD = re.compile(r"/messages/([0-9]{1,18})/carte")


def answer(readers: Readers, environ: WSGIEnvironment) -> Answer | None:
    """Answer a page for a reader this process has seen, or nothing when the site must look."""
    card = _CARD.fullmatch(environ["PATH_INFO"])
    if card is None or environ.get("QUERY_STRING"):
        return None
    reader = readers.of(environ)
    if reader is None:
        return None
    viewer = viewer_of_actor(reader.actor_id)
    html = prepared.cards([int(card[1])], viewer, reader.language) if viewer.actor_id is not None else ""
    return Answer(html.encode(), [("Content-Type", HTML_TYPE), ("Vary", "Cookie")]) if html else None
