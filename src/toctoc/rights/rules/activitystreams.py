"""What somebody wrote as ActivityStreams 2.0 (W3C Recommendation, 2017), as other servers import it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.people.rules.audience import PUBLIC, UNLISTED

if TYPE_CHECKING:
    from datetime import datetime

CONTEXT = "https://www.w3.org/ns/activitystreams"
EVERYBODY = f"{CONTEXT}#Public"


def note(
    *, address: str, author: str, html: str, text: str, language: str, said_at: datetime, audience: str, reply_to: str
) -> dict[str, object]:
    """Return the ``Create`` of one post; a closed audience is addressed to nobody, so that no import widens it.

    ``address``, ``author`` and ``reply_to`` (empty for a first post) are absolute addresses.
    """
    published = said_at.isoformat(timespec="seconds")
    to = [EVERYBODY] if audience == PUBLIC else []
    cc = [EVERYBODY] if audience == UNLISTED else []
    return {
        "type": "Create",
        "id": f"{address}#create",
        "actor": author,
        "published": published,
        "to": to,
        "cc": cc,
        "object": {
            "type": "Note",
            "id": address,
            "attributedTo": author,
            "published": published,
            "to": to,
            "cc": cc,
            "inReplyTo": reply_to or None,
            "content": html,
            "contentMap": {language: html},
            "source": {"content": text, "mediaType": "text/markdown"},
        },
    }
