"""What some statuses say besides their form, as it differs by reader: polls, quotes, files that are not for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from toctoc.mastodon_api.queries.media import attachments_by_post
from toctoc.mastodon_api.queries.polls import polls_by_post
from toctoc.mastodon_api.rules.besides import NONE, files_json, poll_and_quote, quote_json
from toctoc.mastodon_api.rules.stitch import PLAIN

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
    polls, quotes, files = _polls(rich, viewer), _quotes(rich, statuses_of), _files(rich, viewer)
    said = {row[0]: poll_and_quote(polls.get(row[0], NONE), quotes.get(row[0], NONE)) for row in rich}
    return said | {post_id: files_json(said[post_id], told) for post_id, told in files.items()}


def _polls(rows: list[tuple[Any, ...]], viewer: Viewer) -> dict[int, bytes]:
    asking = [row[0] for row in rows if "poll" in row[PARTS]]
    return polls_by_post(asking, viewer) if asking else {}


def _files(rows: list[tuple[Any, ...]], viewer: Viewer) -> dict[int, bytes]:
    """Return the files of posts whose form leaves them out, because their addresses are each reader's own."""
    carrying = [row[0] for row in rows if "media" in row[PARTS] and _PREPARED not in bytes(row[FORM])]
    files = attachments_by_post(carrying, viewer) if carrying else {}
    return {post_id: msgspec.json.encode(files.get(post_id, [])) for post_id in carrying}


def files_alone(rows: list[tuple[Any, ...]], viewer: Viewer) -> Extras:
    """Return the same of rows that show nothing else: their files, of those that have any for this viewer alone."""
    return {post_id: files_json(PLAIN, told) for post_id, told in _files(rows, viewer).items()}


def _quotes(rows: list[tuple[Any, ...]], statuses_of: Callable[[list[int]], dict[int, bytes]]) -> dict[int, bytes]:
    """Return Quote entities (https://docs.joinmastodon.org/entities/Quote/); of what is not readable, only that."""
    quoted = {row[0]: row[QUOTED] for row in rows if row[QUOTED] is not None}
    shown = statuses_of(list(dict.fromkeys(quoted.values()))) if quoted else {}
    return {post_id: quote_json(shown.get(aim)) for post_id, aim in quoted.items()}
