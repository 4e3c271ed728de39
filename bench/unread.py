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
from toctoc.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from toctoc.people.models import Actor

SIZES = tuple(int(size) for size in os.environ.get("BENCH_UNREAD_SIZES", "10,1000,100000").split(","))
BATCH = 5_000
UNREAD = 10


def measure() -> list[Figure]:
    """Count for people with ever longer histories, of which a little is unread, then for one who never read any."""
    people = proved_professionals(len(SIZES) + 1)
    writer, readers = people[0], people[1:]
    for reader, size in zip(readers, SIZES, strict=True):
        _tell(reader, writer, size)
        _seat(reader, size)
    figures = [
        figure
        for name, count in (("notifications", unread_count), ("conversations", unread_conversations))
        for figure in _costs(name, count, readers)
    ]
    Notification.objects.filter(recipient=readers[-1]).update(read_at=None)
    Participant.objects.filter(actor=readers[-1]).update(unread=1)
    return [
        *figures,
        Figure("notifications, none ever read: time", _microseconds(unread_count, readers[-1]), "µs"),
        Figure("conversations, none ever read: time", _microseconds(unread_conversations, readers[-1]), "µs"),
    ]


def _costs(name: str, count: Callable[[int], int], readers: list[Actor]) -> list[Figure]:
    """Return what a count costs each reader; the longest history must cost what the shortest does."""
    steps = [cost_of(lambda reader=reader: count(reader.pk)).steps for reader in readers]  # type: ignore[misc]
    times = [_microseconds(count, reader) for reader in readers]
    told = zip(SIZES, steps, times, strict=True)
    return [
        *(
            Figure(f"{name}, {size:,} of which {UNREAD} unread", microseconds, "µs", note=f"{step} steps")
            for size, step, microseconds in told
        ),
        Figure(f"{name}: steps for the longest against the shortest", steps[-1] / steps[0], "times", at_most=1.02),
    ]


def _tell(reader: Actor, writer: Actor, size: int) -> None:
    Notification.objects.filter(recipient=reader).delete()
    moment = clock.now()
    lines = (
        Notification(
            recipient=reader,
            kind=NotificationKind.FOLLOW,
            actor=writer,
            read_at=None if number >= size - UNREAD else moment,
        )
        for number in range(size)
    )
    Notification.objects.bulk_create(lines, batch_size=BATCH)


def _seat(reader: Actor, size: int) -> None:
    threads = Conversation.objects.bulk_create((Conversation(is_pair=True) for _ in range(size)), batch_size=BATCH)
    seats = (
        Participant(
            conversation=thread,
            actor=reader,
            standing=Standing.ACTIVE,
            last_message_id=thread.pk,
            unread=number >= size - UNREAD,
        )
        for number, thread in enumerate(threads)
    )
    Participant.objects.bulk_create(seats, batch_size=BATCH)


def _microseconds(count: Callable[[int], int], reader: Actor) -> float:
    taken = []
    for _ in range(200):
        begun = time.perf_counter()
        count(reader.pk)
        taken.append((time.perf_counter() - begun) * 1e6)
    return statistics.median(taken)
