"""What stands for a notification that is about no post: entities made of words and of the page they lead to."""

from __future__ import annotations

from html import escape
from typing import Any

import msgspec


def warning_json(notice_id: int, words: str, address: str, moment: str, own: bytes) -> dict[str, Any]:
    """Return an AccountWarning (https://docs.joinmastodon.org/entities/AccountWarning/) that leads to a page."""
    return {
        "id": str(notice_id),
        "action": "none",
        "text": f"{words} {address}",
        "status_ids": [],
        "target_account": msgspec.Raw(own),
        "appeal": None,
        "created_at": moment,
    }


def page_as_status(notice_id: int, words: str, address: str, moment: str, account: bytes) -> dict[str, Any]:
    """Return a status that says what waits on which page: apps show nothing of a type they do not know."""
    content = f'<p>{escape(words)} <a href="{escape(address)}">{escape(address)}</a></p>'
    return {
        "id": str(notice_id),
        "created_at": moment,
        "edited_at": None,
        "in_reply_to_id": None,
        "in_reply_to_account_id": None,
        "sensitive": False,
        "spoiler_text": "",
        "visibility": "direct",
        "language": None,
        "uri": address,
        "url": address,
        "content": content,
        "media_attachments": [],
        "mentions": [],
        "tags": [],
        "emojis": [],
        "card": None,
        "poll": None,
        "quote": None,
        "quote_approval": None,
        "application": None,
        "account": msgspec.Raw(account),
        "replies_count": 0,
        "reblogs_count": 0,
        "favourites_count": 0,
        "quotes_count": 0,
        "reblogged": False,
        "favourited": False,
        "bookmarked": False,
        "muted": False,
        "filtered": [],
        "reblog": None,
    }
