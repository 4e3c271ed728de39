"""What a status says besides its form, because it differs by reader: its poll, what it quotes, the filters it meets."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from toctoc.mastodon_api.rules.filters import contexts_of
from toctoc.mastodon_api.rules.times import stamp

if TYPE_CHECKING:
    from toctoc.community.rules.filters import Sieve
    from toctoc.community.rules.quiet import Caught

NONE = b"null"


def poll_and_quote(poll: bytes, quote: bytes) -> bytes:
    """Return the members of a status that has one of them; each is JSON, or :data:`NONE`."""
    return b'"poll":%s,"quote":%s' % (poll, quote)


def files_json(said: bytes, files: bytes) -> bytes:
    """Return members with the files of a status beside them, as JSON."""
    return b'%s,"media_attachments":%s' % (said, files)


def quote_json(shown: bytes | None) -> bytes:
    """Return a Quote (https://docs.joinmastodon.org/entities/Quote/); of what is not readable, only that."""
    said = (
        {"state": "accepted", "quoted_status": msgspec.Raw(shown)}
        if shown
        else {"state": "unauthorized", "quoted_status": None}
    )
    return msgspec.json.encode(said)


def filter_results(caught: tuple[Caught, ...], post_id: int = 0) -> bytes:
    """Return FilterResult entities (https://docs.joinmastodon.org/entities/FilterResult/) of what a post is under."""
    return msgspec.json.encode(
        [
            {
                "filter": {**head_of(each.sieve), "expires_at": _moment(each.sieve.until)},
                "keyword_matches": list(each.words) or None,
                "status_matches": [str(post_id)] if each.is_named else None,
            }
            for each in caught
            if each.sieve is not None
        ]
    )


def head_of(sieve: Sieve) -> dict[str, object]:
    """Return what of a Filter does not need its keywords, nor its end."""
    return {
        "id": str(sieve.id),
        "title": sieve.name,
        "context": contexts_of(sieve.places),
        "filter_action": "hide" if sieve.hides else "warn",
    }


def _moment(until: float) -> str | None:
    return stamp(datetime.fromtimestamp(until, UTC)) if until else None
