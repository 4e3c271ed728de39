"""Hashtags as apps show them: https://docs.joinmastodon.org/entities/Tag/ and FeaturedTag/."""

from __future__ import annotations

from calendar import timegm
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings

from toctoc.community.queries.tags import featured_among, followed_among, histories

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from toctoc.community.queries.tags import Featured
    from toctoc.people.models import Actor

BASE_URL = settings.ENVIRONMENT.base_url


def tags(words: Sequence[str], reader: Actor | None = None) -> list[dict[str, object]]:
    """Return Tags of hashtags in lower case: three statements, whatever their number; one for a stranger.

    What a reader follows and shows is told to it alone. A hashtag has no number here: its word is its id.
    """
    used = histories(words)
    followed = followed_among(reader, words) if reader else set()
    shown = featured_among(reader, words) if reader else set()
    told: list[dict[str, object]] = []
    for word in words:
        tag: dict[str, object] = {"id": word, "name": word, "url": _address(word)}
        tag["history"] = [
            {"day": _day(day.day), "uses": str(day.uses), "accounts": str(day.people)} for day in used.get(word, [])
        ]
        told.append(tag | ({"following": word in followed, "featuring": word in shown} if reader else {}))
    return told


def featured(tag: Featured) -> dict[str, object]:
    """Return a FeaturedTag."""
    return {
        "id": str(tag.id),
        "name": tag.word,
        "url": _address(tag.word),
        "statuses_count": str(tag.posts),
        "last_status_at": tag.last_at.date().isoformat() if tag.last_at else None,
    }


def _address(word: str) -> str:
    return f"{BASE_URL}/mots/{quote(word)}"


def _day(day: date) -> str:
    """Return midnight of a day (UTC) in Unix seconds, as text."""
    return str(timegm(day.timetuple()))
