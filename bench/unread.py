"""Counts of what is unread: what they cost whatever waits, in steps of SQLite's machine and in time."""

from __future__ import annotations

import os
import statistics
import time
from typing import TYPE_CHECKING

from bench.counting import cost_of
from bench.figures import Figure
from bench.people import proved_professionals
from toctoc.community.models import Notification
from toctoc.community.models.notification import NotificationKind
from toctoc.community.queries.notifications import unread_count
from toctoc.conversations.models import Conversation, Participant, Standing
from toctoc.conversations.queries.seats import unread_conversations

if TYPE_CHECKING:
    from collections.abc import Callable

    from toctoc.people.models import Actor

SIZES = tuple(int(size) for size in os.environ.get("BENCH_UNREAD_SIZES", "10,1000,100000").split(","))
BATCH = 5_000


def measure() -> list[Figure]:
    """Count for people to whom more and more has come, all of it unread."""
    people = proved_professionals(len(SIZES) + 1)
    writer, readers = people[0], people[1:]
    figures: list[Figure] = []
    for reader, size in zip(readers, SIZES, strict=True):
        _tell(reader, writer, size)
        _seat(reader, size)
    for name, count in (("notifications", unread_count), ("conversations", unread_conversations)):
        steps = [cost_of(lambda r=reader, c=count: c(r.pk)).steps for reader in readers]  # type: ignore[misc]
        for reader, size, taken in zip(readers, SIZES, steps, strict=True):
            figures.append(Figure(f"{name}, {size:,} unread: steps", taken, "steps"))
            figures.append(Figure(f"{name}, {size:,} unread: time", _microseconds(count, reader), "µs"))
        figures.append(
            Figure(f"{name}: steps, the most against a thousand", steps[-1] / steps[-2], "times", at_most=1.02)
        )
    return figures


def _tell(reader: Actor, writer: Actor, size: int) -> None:
    Notification.objects.filter(recipient=reader).delete()
    lines = (Notification(recipient=reader, kind=NotificationKind.FOLLOW, actor=writer) for _ in range(size))
    Notification.objects.bulk_create(lines, batch_size=BATCH)


def _seat(reader: Actor, size: int) -> None:
    threads = Conversation.objects.bulk_create((Conversation(is_pair=True) for _ in range(size)), batch_size=BATCH)
    seats = (
        Participant(conversation=thread, actor=reader, standing=Standing.ACTIVE, last_message_id=thread.pk, unread=1)
        for thread in threads
    )
    Participant.objects.bulk_create(seats, batch_size=BATCH)


def _microseconds(count: Callable[[int], int], reader: Actor) -> float:
    taken = []
    for _ in range(200):
        begun = time.perf_counter()
        count(reader.pk)
        taken.append((time.perf_counter() - begun) * 1e6)
    return statistics.median(taken)
