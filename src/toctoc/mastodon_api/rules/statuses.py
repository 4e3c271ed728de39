"""The Status entity (https://docs.joinmastodon.org/entities/Status/), made from what a post says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from toctoc.mastodon_api.rules.times import stamp
from toctoc.mastodon_api.rules.visibility import visibility_of
from toctoc.people.rules.audience import NAMED, STRANGERS, readers_of

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """What of a post stands in its status, whoever looks."""

    post_id: int
    thread_id: int
    reply_to_id: int | None
    reply_to_author_id: int | None
    author_id: int
    kind: str
    voice: str
    audience: str
    language: str
    body: str
    warning: str
    address: str
    base_url: str
    created_at: datetime
    edited_at: datetime | None
    label: str
    is_sensitive: bool = False
    mentions: tuple[dict[str, str], ...] = ()
    tags: tuple[str, ...] = ()
    # ``None`` when each reader is given other addresses: the page says them.
    media: tuple[dict[str, Any], ...] | None = ()
    card: dict[str, Any] | None = None
    application: dict[str, Any] | None = None
    # More of Toctoc's own, under its key.
    more: dict[str, Any] = field(default_factory=dict)


def status_json(facts: StatusFacts) -> str:
    """Return a status open at its end: account, counters, marks and what differs by reader follow."""
    return msgspec.json.encode(_status(facts)).decode()[:-1]


def _status(facts: StatusFacts) -> dict[str, object]:
    address = f"{facts.base_url}{facts.address}"
    return {
        "id": str(facts.post_id),
        "created_at": stamp(facts.created_at),
        "edited_at": stamp(facts.edited_at) if facts.edited_at else None,
        "in_reply_to_id": _text(facts.reply_to_id),
        "in_reply_to_account_id": _text(facts.reply_to_author_id),
        "sensitive": bool(facts.warning) or facts.is_sensitive,
        "spoiler_text": facts.warning,
        "visibility": visibility_of(facts.audience),
        "language": facts.language,
        "uri": address,
        "url": address,
        "content": absolute(facts.body, facts.base_url),
        **({} if facts.media is None else {"media_attachments": list(facts.media)}),
        "mentions": list(facts.mentions),
        "tags": [{"name": tag, "url": f"{facts.base_url}/mots/{tag}"} for tag in facts.tags],
        "emojis": [],
        "card": facts.card,
        "application": facts.application,
        "quote_approval": quote_approval(facts.audience),
        "toctoc": {
            "kind": facts.kind,
            "voice": facts.voice,
            "audience": facts.audience,
            "thread_id": str(facts.thread_id),
            "label": facts.label or None,
            **facts.more,
        },
    }


def quote_approval(audience: str) -> dict[str, object]:
    """Return who may quote a post: whoever may read it, for readers who all may; no word of ours stands in between."""
    is_quotable = audience != NAMED and not readers_of(audience)
    automatic = ["public"] if audience in STRANGERS else ["unsupported_policy"] if is_quotable else []
    return {"automatic": automatic, "manual": [], "current_user": "automatic" if is_quotable else "denied"}


def application_json(application: dict[str, Any] | None) -> str:
    """Return the member of a form that names the app a post came by; in a form it stands once."""
    return f'"application":{msgspec.json.encode(application).decode()}'


def absolute(html: str, base_url: str) -> str:
    """Return HTML whose links leave from this server's address: apps have no page to resolve them against."""
    return html.replace(' href="/', f' href="{base_url}/')


def _text(number: int | None) -> str | None:
    return str(number) if number else None
