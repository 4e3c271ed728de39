"""The Poll entity (https://docs.joinmastodon.org/entities/Poll/), as one reader sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from toctoc.mastodon_api.rules.times import stamp

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class PollFacts:
    """What a poll says; ``options`` are words and how many chose them, in their order."""

    post_id: int
    closes_at: datetime
    is_multiple: bool
    hides_totals: bool
    voters_count: int
    options: tuple[tuple[str, int], ...]


def poll_json(poll: PollFacts, now: datetime, *, has_part: bool, is_stranger: bool = False) -> bytes:
    """Return a poll; which answers its reader chose is kept nowhere, so nobody is told.

    How votes stand is shown to whoever ``has_part`` in it (its author, who voted), and to everybody once it closed.
    """
    is_closed = poll.closes_at <= now
    shows = is_closed or (has_part and not poll.hides_totals)
    said: dict[str, object] = {
        "id": str(poll.post_id),
        "expires_at": stamp(poll.closes_at),
        "expired": is_closed,
        "multiple": poll.is_multiple,
        "votes_count": sum(votes for _, votes in poll.options),
        "voters_count": poll.voters_count if poll.is_multiple else None,
        "options": [{"title": text, "votes_count": votes if shows else None} for text, votes in poll.options],
        "emojis": [],
    }
    return msgspec.json.encode(said if is_stranger else {**said, "voted": has_part, "own_votes": []})
