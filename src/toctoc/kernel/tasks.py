"""What work exists: rooms register functions by name in their ``tasks.py``; the room ``jobs`` runs them.

A task takes a :class:`Work` and the arguments it was enqueued with. There are two kinds:

- ``@task`` writes rows and is short. It runs in one transaction with the mark that it is done, so what it wrote is
  there exactly once, even when the worker is killed. What it does outside the database may happen twice.
- ``@long_task`` opens its own transactions, tells how far it is with ``work.progress.step()``, and may be run again
  from the start: each of its steps is idempotent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toctoc.kernel.recurrence import Recurrence

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from toctoc.kernel.progress import Progress

TaskFunction = Any  # a function (work, **arguments) whose arguments only its callers know


@dataclass(frozen=True, slots=True)
class Work:
    """What a task is told of its own call: the job's id, which attempt this is (from 1), how to tell progress."""

    job_id: int
    attempt: int
    progress: Progress


@dataclass(frozen=True, slots=True)
class Task:
    """A registered function; ``is_long`` when it opens its own transactions."""

    name: str
    run: TaskFunction
    is_long: bool
    recurrence: Recurrence | None


TASKS: dict[str, Task] = {}


def task(name: str, *, every: timedelta | None = None, at: str = "") -> Callable[[TaskFunction], TaskFunction]:
    """Register the decorated function as a short task, which comes back ``every`` so often or daily ``at`` HH:MM."""
    return _registered(name, is_long=False, recurrence=Recurrence.of(every, at))


def long_task(name: str, *, every: timedelta | None = None, at: str = "") -> Callable[[TaskFunction], TaskFunction]:
    """Register the decorated function as a long task, which may come back in the same ways."""
    return _registered(name, is_long=True, recurrence=Recurrence.of(every, at))


def _registered(name: str, *, is_long: bool, recurrence: Recurrence | None) -> Callable[[TaskFunction], TaskFunction]:
    def register(function: TaskFunction) -> TaskFunction:
        known = TASKS.get(name)
        if known is not None and known.run.__qualname__ != function.__qualname__:
            raise ValueError(f"Two tasks are named {name!r}.")
        TASKS[name] = Task(name, function, is_long, recurrence)
        return function

    return register
