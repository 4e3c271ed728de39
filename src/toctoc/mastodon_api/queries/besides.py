"""What some statuses say besides their form, as it differs by reader: polls, quotes, files that are not for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from toctoc.mastodon_api.queries.media import attachments_by_post
from toctoc.mastodon_api.queries.polls import polls_by_post
from toctoc.mastodon_api.rules.besides import NONE, files_json, poll_and_quote, quote_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from toctoc.mastodon_api.rules.stitch import Extras
    from toctoc.people.rules.audience import Viewer

FORM, PARTS, QUOTED = 1, 8, 17
# In a form, quotation marks of any text are escaped: this stands there as the name of a member, or not at all.
_PREPARED = b'"media_attachments":'


def besides(
    rows: list[tuple[Any, ...]], viewer: Viewer, statuses_of: Callable[[list[int]], dict[int, bytes]]
) -> Extras:
    """Return by post the JSON members that those rows have and others do not; a statement or two for each kind.

    ``statuses_of`` gives those of some posts that the same viewer may read, without what they quote in turn.
    """
    rich = [row for row in rows if row[PARTS]]
    if not rich:
        return {}
    asking = [row[0] for row in rich if "poll" in row[PARTS]]
    carrying = [row[0] for row in rich if "media" in row[PARTS] and _PREPARED not in bytes(row[FORM])]
    quoting = {row[0]: row[QUOTED] for row in rich if row[QUOTED] is not None}
    polls = polls_by_post(asking, viewer) if asking else {}
    quotes = _quotes(quoting, statuses_of) if quoting else {}
    files = attachments_by_post(carrying, viewer) if carrying else {}
    said = {
        post_id: poll_and_quote(polls.get(post_id, NONE), quotes.get(post_id, NONE))
        for post_id in {*asking, *quoting, *carrying}
    }
    return said | {
        post_id: files_json(said[post_id], msgspec.json.encode(files.get(post_id, []))) for post_id in carrying
    }


def _quotes(quoted: dict[int, int], statuses_of: Callable[[list[int]], dict[int, bytes]]) -> dict[int, bytes]:
    """Return Quote entities (https://docs.joinmastodon.org/entities/Quote/); of what is not readable, only that."""
    shown = statuses_of(list(dict.fromkeys(quoted.values())))
    return {post_id: quote_json(shown.get(aim)) for post_id, aim in quoted.items()}
