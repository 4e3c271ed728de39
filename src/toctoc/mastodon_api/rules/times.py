"""Moments as Mastodon writes them: UTC, to the millisecond, with a Z."""

from __future__ import annotations

from datetime import UTC, datetime


def stamp(moment: datetime) -> str:
    """Return ``2026-11-23T04:05:06.789Z``."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def midnight(moment: datetime) -> str:
    """Return the day of a moment as Mastodon writes the birth of an account: at midnight, so that it tells no hour."""
    return f"{moment.astimezone(UTC).date().isoformat()}T00:00:00.000Z"
