"""What the place announces now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from toctoc.community.models import Announcement, AnnouncementReaction, AnnouncementSeen
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from toctoc.people.models import Actor

MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji, how many chose it, and whether the reader did."""

    emoji: str
    count: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class Announced:
    """An announcement as a reader sees it."""

    announcement: Announcement
    is_seen: bool
    reactions: tuple[Reaction, ...]


def lasting() -> QuerySet[Announcement]:
    """Return those that are published and not over."""
    now = clock.now()
    return Announcement.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now), published_at__lte=now)


def announcement(announcement_id: int) -> Announcement:
    """Return one that lasts; raise :class:`Missing` for any other."""
    found = lasting().filter(pk=announcement_id).first()
    if found is None:
        raise Missing
    return found


def announced_to(reader: Actor) -> list[Announced]:
    """Return what lasts, the newest first: three statements, whatever their number."""
    rows = list(lasting().order_by("-published_at", "-id")[:MOST_SHOWN])
    seen = set(
        AnnouncementSeen.objects.filter(actor=reader, announcement__in=rows).values_list("announcement", flat=True)
    )
    counts: dict[int, Counter[str]] = {}
    own: set[tuple[int, str]] = set()
    reactions = AnnouncementReaction.objects.filter(announcement__in=rows).order_by("id")
    for announcement_id, emoji, actor_id in reactions.values_list("announcement", "emoji", "actor"):
        counts.setdefault(announcement_id, Counter())[emoji] += 1
        if actor_id == reader.pk:
            own.add((announcement_id, emoji))
    return [
        Announced(
            row,
            row.pk in seen,
            tuple(
                Reaction(emoji, count, (row.pk, emoji) in own) for emoji, count in counts.get(row.pk, Counter()).items()
            ),
        )
        for row in rows
    ]
