"""The queue: rows in the database that everything else is in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, connection, transaction
from django.db.models import F, QuerySet

from toctoc.jobs.models import Job
from toctoc.jobs.models.job import JobState
from toctoc.jobs.rules.backoff import MOST_ATTEMPTS, delay_before
from toctoc.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

# How long a worker may be silent about a job before another takes it over.
LEASE = timedelta(minutes=5)
LONGEST_ERROR = 4_000
MOST_CLAIMED = 20
# Rows deleted by one statement: the next writer does not wait longer than that.
BATCH = 1_000
LOST = "The worker ended without a word, each time."


def enqueue(task: str, *, key: str | None = None, run_at: datetime | None = None, **arguments: object) -> Job | None:
    """Add a job in the caller's transaction; return ``None`` when a job with this ``key`` is already there.

    A key means: once is enough while it waits. A job that already runs may have read what has changed since, so
    it is run once more when it ends. ``arguments`` are JSON: ids and plain values.
    """
    now = clock.now()
    job = Job(task=task, key=key, arguments=arguments, run_at=run_at or now, created_at=now)
    if key is None:
        job.save(force_insert=True)
        return job
    try:
        with transaction.atomic():
            job.save(force_insert=True)
    except IntegrityError:
        Job.objects.filter(key=key, state=JobState.RUNNING).update(run_at=run_at or now)
        return None
    return job


def is_anything_due() -> bool:
    """Tell whether to claim, without taking the write lock."""
    now = clock.now()
    return _due(now).exists() or _lost(now).exists()


def claim(*, worker: str, most: int = MOST_CLAIMED) -> list[Job]:
    """Take up to ``most`` jobs that are due, so that no other worker has them.

    PostgreSQL skips rows that others hold; SQLite has one writer at a time, so the same statements are atomic.
    """
    now = clock.now()
    with transaction.atomic():
        # The lost first: they waited longest, and a long queue must not hide them. One alone: if it is what took the
        # worker with it, its neighbours are not blamed.
        lost = _taken(_lost(now).order_by("claimed_until"), 1)
        ids = (_buried(lost, now) if lost else []) or _taken(_due(now).order_by("run_at", "id"), most)
        if not ids:
            return []
        Job.objects.filter(pk__in=ids).update(
            state=JobState.RUNNING, claimed_by=worker, claimed_until=now + LEASE, attempts=F("attempts") + 1
        )
        return list(Job.objects.filter(pk__in=ids).order_by("run_at", "id"))


def renew(job: Job, *, worker: str) -> bool:
    """Keep a long job for another lease; ``False`` when somebody else has it or it was cancelled."""
    return bool(_mine([job], worker).update(claimed_until=clock.now() + LEASE))


def hold(jobs: Iterable[Job], *, worker: str) -> set[int]:
    """Return which of the jobs this worker still has, and keep them so until the end of the transaction."""
    rows = _mine(jobs, worker)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    return set(rows.values_list("pk", flat=True))


def release(jobs: Iterable[Job], *, worker: str) -> None:
    """Give back jobs that were claimed and not done (the worker is stopping)."""
    _mine(jobs, worker).update(state=JobState.READY, claimed_by="", claimed_until=None, attempts=F("attempts") - 1)


def finish(jobs: list[Job], *, worker: str) -> int:
    """Mark jobs done, unless another worker took them over or somebody cancelled them; return how many.

    A job whose key was asked for again while it ran goes back to wait (see :func:`enqueue`).
    """
    now = clock.now()
    mine = _mine(jobs, worker)
    asked_again = [job.pk for job in jobs if job.key is not None and _was_moved(job)]
    if asked_again:
        mine.filter(pk__in=asked_again).update(
            state=JobState.READY, claimed_by="", claimed_until=None, attempts=0, last_error=""
        )
    done = mine.exclude(pk__in=asked_again) if asked_again else mine
    return done.update(state=JobState.DONE, finished_at=now, claimed_until=None, last_error="", key=None)


def fail(job: Job, *, worker: str, error: str) -> None:
    """Put a failed job back for later, or among the dead after its last attempt."""
    dead = job.attempts >= MOST_ATTEMPTS
    now = clock.now()
    _mine([job], worker).update(
        state=JobState.DEAD if dead else JobState.READY,
        run_at=now + delay_before(job.attempts),
        finished_at=now if dead else None,
        claimed_by="",
        claimed_until=None,
        last_error=error[-LONGEST_ERROR:],
    )


def report(job: Job, *, worker: str, done: int, total: int) -> bool:
    """Tell how far a long job is, for the page that shows it; ``False`` when it should go no further."""
    return bool(_mine([job], worker).update(steps_done=done, steps_total=total))


def retry(job: Job) -> None:
    """Try a dead job again from the start, as an administrator asked."""
    Job.objects.filter(pk=job.pk, state=JobState.DEAD).update(
        state=JobState.READY, attempts=0, run_at=clock.now(), finished_at=None
    )


def cancel(job: Job) -> None:
    """Cancel a job that waits or runs; a running task sees it at its next step."""
    Job.objects.filter(pk=job.pk, state__in=[JobState.READY, JobState.RUNNING]).update(
        state=JobState.CANCELLED, finished_at=clock.now(), key=None
    )


def forget_finished(*, older_than: timedelta = timedelta(days=3), most: int = BATCH) -> int:
    """Delete up to ``most`` finished jobs; return how many. The dead stay until an administrator looks."""
    limit = clock.now() - older_than
    # ``run_at`` is never after the end, and is what the index orders.
    old = Job.objects.filter(state__in=[JobState.DONE, JobState.CANCELLED], run_at__lt=limit, finished_at__lt=limit)
    deleted, _ = Job.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:most])).delete()
    return deleted


def _due(now: datetime) -> QuerySet[Job]:
    return Job.objects.filter(state=JobState.READY, run_at__lte=now)


def _lost(now: datetime) -> QuerySet[Job]:
    """Return the jobs of workers that died; few rows run at a time, so no index is needed within them."""
    return Job.objects.filter(state=JobState.RUNNING, claimed_until__lt=now)


def _buried(lost: list[int], now: datetime) -> list[int]:
    """Give up on jobs that took their worker with them at every attempt; return the others."""
    Job.objects.filter(pk__in=lost, attempts__gte=MOST_ATTEMPTS).update(
        state=JobState.DEAD, finished_at=now, claimed_by="", claimed_until=None, last_error=LOST
    )
    return list(Job.objects.filter(pk__in=lost, state=JobState.RUNNING).values_list("pk", flat=True))


def _taken(rows: QuerySet[Job], most: int) -> list[int]:
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    return list(rows.values_list("pk", flat=True)[:most])


def _mine(jobs: Iterable[Job], worker: str) -> QuerySet[Job]:
    return Job.objects.filter(pk__in=[job.pk for job in jobs], claimed_by=worker, state=JobState.RUNNING)


def _was_moved(job: Job) -> bool:
    return not Job.objects.filter(pk=job.pk, run_at=job.run_at).exists()
