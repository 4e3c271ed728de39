"""The queue: rows in the database that everything else is in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import F, Q

from toctoc.jobs.models import Job
from toctoc.jobs.models.job import JobState
from toctoc.jobs.rules.backoff import MOST_ATTEMPTS, delay_before
from toctoc.kernel import clock

if TYPE_CHECKING:
    from datetime import datetime

# How long a worker may be silent about a job before another takes it over.
LEASE = timedelta(minutes=5)
LONGEST_ERROR = 4_000


def enqueue(task: str, *, key: str | None = None, run_at: datetime | None = None, **arguments: Any) -> Job | None:
    """Add a job in the caller's transaction; return ``None`` when ``key`` is already taken.

    ``arguments`` are JSON: ids and plain values.
    """
    job = Job(task=task, key=key, arguments=arguments, run_at=run_at or clock.now())
    if key is None:
        job.save(force_insert=True)
        return job
    made = Job.objects.bulk_create([job], ignore_conflicts=True)
    return made[0] if Job.objects.filter(key=key, created_at=job.created_at).exists() else None


def claim(*, worker: str, most: int = 20) -> list[Job]:
    """Take up to ``most`` jobs that are due, so that no other worker has them.

    PostgreSQL skips rows that others hold; SQLite has one writer at a time, so the same statements are atomic.
    """
    now = clock.now()
    due = Q(state=JobState.READY, run_at__lte=now) | Q(state=JobState.RUNNING, claimed_until__lt=now)
    with transaction.atomic():
        rows = Job.objects.filter(due).order_by("run_at", "id")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        ids = list(rows.values_list("id", flat=True)[:most])
        if not ids:
            return []
        Job.objects.filter(id__in=ids).update(
            state=JobState.RUNNING, claimed_by=worker, claimed_until=now + LEASE, attempts=F("attempts") + 1
        )
    return list(Job.objects.filter(id__in=ids).order_by("run_at", "id"))


def renew(job: Job, *, worker: str) -> bool:
    """Keep a long job for another lease; ``False`` when somebody else has it or it was cancelled."""
    return bool(
        Job.objects.filter(pk=job.pk, claimed_by=worker, state=JobState.RUNNING).update(
            claimed_until=clock.now() + LEASE
        )
    )


def release(jobs: list[Job], *, worker: str) -> None:
    """Give back jobs that were claimed and not begun (the worker is stopping)."""
    Job.objects.filter(pk__in=[job.pk for job in jobs], claimed_by=worker, state=JobState.RUNNING).update(
        state=JobState.READY, claimed_by="", claimed_until=None, attempts=F("attempts") - 1
    )


def finish(job: Job, *, worker: str) -> None:
    """Mark a job done, unless another worker took it over meanwhile."""
    Job.objects.filter(pk=job.pk, claimed_by=worker, state=JobState.RUNNING).update(
        state=JobState.DONE, finished_at=clock.now(), claimed_until=None, last_error="", key=None
    )


def fail(job: Job, *, worker: str, error: str) -> None:
    """Put a failed job back for later, or among the dead after its last attempt."""
    dead = job.attempts >= MOST_ATTEMPTS
    now = clock.now()
    Job.objects.filter(pk=job.pk, claimed_by=worker, state=JobState.RUNNING).update(
        state=JobState.DEAD if dead else JobState.READY,
        run_at=now + delay_before(job.attempts),
        finished_at=now if dead else None,
        claimed_by="",
        claimed_until=None,
        last_error=error[-LONGEST_ERROR:],
    )


def report(job: Job, *, done: int, total: int) -> None:
    """Tell how far a long job is, for the page that shows it."""
    Job.objects.filter(pk=job.pk).update(steps_done=done, steps_total=total)


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


def forget_finished(*, older_than: timedelta = timedelta(days=3)) -> int:
    """Delete finished jobs; return how many. The dead stay until an administrator looks."""
    deleted, _ = Job.objects.filter(
        state__in=[JobState.DONE, JobState.CANCELLED], finished_at__lt=clock.now() - older_than
    ).delete()
    return deleted
