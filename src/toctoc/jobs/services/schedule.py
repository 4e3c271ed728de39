"""Enqueue what comes back, exactly once whatever the number of workers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.jobs.models import Schedule
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.kernel.tasks import Task

# The row by which workers say that one of them lives; no task has this name.
HEARTBEAT = "worker"
BEATS_EVERY = timedelta(seconds=20)


def write_down(tasks: Iterable[Task]) -> None:
    """Give each recurring task its next time; one whose rule became shorter comes sooner."""
    now = clock.now()
    known = dict(Schedule.objects.values_list("task", "next_at"))
    for task in tasks:
        if task.recurrence is None:
            continue
        following = task.recurrence.after(now)
        if task.name not in known:
            Schedule.objects.bulk_create([Schedule(task=task.name, next_at=following)], ignore_conflicts=True)
        elif known[task.name] > following:
            Schedule.objects.filter(task=task.name, next_at=known[task.name]).update(next_at=following)


def enqueue_due(tasks: dict[str, Task]) -> int:
    """Enqueue the recurring tasks whose time has come; return how many.

    Whoever moves ``next_at`` enqueues: the others find it changed. A time missed while no worker ran is made up
    for once.
    """
    now = clock.now()
    enqueued = 0
    for name, due in Schedule.objects.filter(next_at__lte=now).values_list("task", "next_at"):
        task = tasks.get(name)
        if task is None or task.recurrence is None:
            continue
        with transaction.atomic():
            if _moved(name, due, task.recurrence.after(now)):
                enqueue(name, key=f"schedule:{name}")
                enqueued += 1
    return enqueued


def beat() -> None:
    """Say that a worker lives, for the doctor."""
    Schedule.objects.update_or_create(task=HEARTBEAT, defaults={"next_at": clock.now() + BEATS_EVERY})


def _moved(name: str, due: datetime, following: datetime) -> bool:
    return bool(Schedule.objects.filter(task=name, next_at=due).update(next_at=following))
