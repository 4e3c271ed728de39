"""A worker that dies of its own jobs, for test_kill: ``python -m tests.jobs.killable WHAT [N]``."""

from __future__ import annotations

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "toctoc.config.settings"
django.setup()

from django.db import transaction  # noqa: E402 models load after setup

from toctoc.jobs.services import queue  # noqa: E402
from toctoc.jobs.services.worker import Worker  # noqa: E402
from toctoc.kernel.tasks import TASKS, long_task, task  # noqa: E402
from toctoc.live.services import announce  # noqa: E402

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work


def die_once(number: int) -> None:
    """Kill this process, unless this number did so before."""
    note = Path(os.environ["TOCTOC_DATA_DIR"]) / f"died-{number}"
    if not note.exists():
        note.touch()
        os.kill(os.getpid(), signal.SIGKILL)


@task("write")
def write(_work: Work, *, number: int) -> None:
    """Write one row; the third of every seven takes the worker with it, after writing and before the commit."""
    announce("thread", channels=["public"], payload={}, subject=number)
    if number % 7 == 3:
        die_once(number)


@long_task("steps")
def steps(_work: Work, *, number: int) -> None:
    """Write one row, dying before the job is marked done; idempotent, as a long task must be."""
    announce("thread", channels=["public"], payload={"n": number}, subject=-number)
    die_once(number)


@task("plain")
def plain(_work: Work, *, number: int) -> None:
    """Write one row."""
    announce("thread", channels=["public"], payload={}, subject=number)


def main(what: str, number: int) -> None:
    """Enqueue jobs that kill, or jobs that do not; work alone and mortal, or beside others."""
    if what == "enqueue-plain":
        with transaction.atomic():
            for n in range(number):
                queue.enqueue("plain", number=1_001 + n)
    elif what == "enqueue":
        with transaction.atomic():
            for n in range(1, number + 1):
                queue.enqueue("write", number=n)
            queue.enqueue("steps", number=number + 1)
    elif what == "work":
        # Whoever died is known to be dead at once.
        queue.LEASE = timedelta(0)
        Worker(TASKS).drain()
    elif what == "share":
        sys.stdin.read(1)
        Worker(TASKS).drain()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0)
