"""The Announcement entity (https://docs.joinmastodon.org/entities/Announcement/), as one reader sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.mastodon_api.rules.times import stamp

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class AnnouncementFacts:
    """What an announcement says, whoever reads it; ``content`` is HTML whose links are whole."""

    announcement_id: int
    content: str
    starts_at: datetime | None
    ends_at: datetime | None
    all_day: bool
    published_at: datetime
    updated_at: datetime


def announcement_of(
    facts: AnnouncementFacts, reactions: list[dict[str, object]], *, is_seen: bool
) -> dict[str, object]:
    """Return an Announcement; ``reactions`` are those of :func:`reaction_of`."""
    return {
        "id": str(facts.announcement_id),
        "content": facts.content,
        "starts_at": stamp(facts.starts_at) if facts.starts_at else None,
        "ends_at": stamp(facts.ends_at) if facts.ends_at else None,
        "all_day": facts.all_day,
        "published_at": stamp(facts.published_at),
        "updated_at": stamp(facts.updated_at),
        "read": is_seen,
        "mentions": [],
        "statuses": [],
        "tags": [],
        "emojis": [],
        "reactions": reactions,
    }


def reaction_of(emoji: str, count: int, *, is_own: bool) -> dict[str, object]:
    """Return a Reaction (https://docs.joinmastodon.org/entities/Reaction/)."""
    return {"name": emoji, "count": count, "me": is_own}
