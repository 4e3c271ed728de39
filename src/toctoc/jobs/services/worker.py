"""The worker: claims jobs, runs them, finishes them, until told to end."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import time
import traceback
from typing import TYPE_CHECKING

from django.db import InterfaceError, OperationalError, close_old_connections, connection, transaction

from toctoc.jobs.services import queue, schedule
from toctoc.jobs.services.wake import wake_for_database
from toctoc.kernel.progress import Progress, WorkStopped
from toctoc.kernel.tasks import TASKS, Task, Work

if TYPE_CHECKING:
    from toctoc.jobs.models import Job

logger = logging.getLogger("toctoc.jobs")

# Short tasks share a transaction for at most this long: other writers wait meanwhile.
LONGEST_SHARED_SECONDS = 0.1
# A claim of slow jobs stays small, so that other workers have their share; a claim of fast ones grows up to this.
LARGEST_CLAIM = 160
# Between two looks at the schedule, and at jobs whose moment comes without anybody's commit.
LOOK_EVERY = 1.0
RENEW_EVERY = queue.LEASE.total_seconds() / 5


class Worker:
    """One loop that does what is due; several may run, in several processes or machines."""

    def __init__(self, tasks: dict[str, Task] | None = None) -> None:
        self.tasks = TASKS if tasks is None else tasks
        self.name = f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(3)}"
        self.stopping = threading.Event()
        self.progress: Progress | None = None
        self._looked_at = self._beat_at = float("-inf")
        # After a full claim there is probably more: claim again without asking first, and more if that went fast.
        self._was_full = False
        self._most = queue.MOST_CLAIMED

    def stop(self) -> None:
        """End soon: after the present short job, at the next step of a long one."""
        self.stopping.set()
        if self.progress is not None:
            self.progress.released = True

    def run(self) -> None:
        """Work until :meth:`stop`; a fault of the database is waited out."""
        wake = wake_for_database()
        schedule.write_down(self.tasks.values())
        while not self.stopping.is_set():
            try:
                did = self.turn()
            except (OperationalError, InterfaceError):
                logger.exception("database fault")
                close_old_connections()
                self.stopping.wait(LOOK_EVERY)
                continue
            if not did:
                wake.wait(self.stopping, LOOK_EVERY)

    def turn(self) -> int:
        """Do what is due now, at most one claim of it; return how many jobs were claimed."""
        self._look_at_schedule()
        if not self._was_full and not queue.is_anything_due():
            return 0
        began = time.monotonic()
        jobs = queue.claim(worker=self.name, most=self._most)
        self._was_full = len(jobs) == self._most
        waiting = list(jobs)
        try:
            while waiting and not self.stopping.is_set():
                self._run_first(waiting)
        finally:
            if waiting:
                queue.release(waiting, worker=self.name)
        is_fast = self._was_full and time.monotonic() - began < LONGEST_SHARED_SECONDS
        self._most = min(self._most * 2, LARGEST_CLAIM) if is_fast else queue.MOST_CLAIMED
        return len(jobs)

    def drain(self) -> int:
        """Do everything that is due; return how many jobs were claimed."""
        total = 0
        while did := self.turn():
            total += did
        return total

    def _look_at_schedule(self) -> None:
        now = time.monotonic()
        if now - self._looked_at >= LOOK_EVERY:
            self._looked_at = now
            schedule.enqueue_due(self.tasks)
        if now - self._beat_at >= schedule.BEATS_EVERY.total_seconds() / 2:
            self._beat_at = now
            schedule.beat()

    def _run_first(self, waiting: list[Job]) -> None:
        """Run the first of the waiting jobs, or as many short ones as share its transaction; take them out."""
        first = self.tasks.get(waiting[0].task)
        if first is not None and first.is_long:
            self._run_long(first, waiting.pop(0))
        else:
            self._run_shared(waiting)

    def _run_shared(self, waiting: list[Job]) -> None:
        """Run short jobs, each within a savepoint, and finish them in the one transaction that holds all they wrote.

        If that transaction cannot be committed nothing happened, and the jobs are still waiting.
        """
        ran: list[Job] = []
        done: list[Job] = []
        lines: list[dict[str, object]] = []
        with transaction.atomic():
            mine = queue.hold(waiting, worker=self.name)
            until = time.monotonic() + LONGEST_SHARED_SECONDS
            for job in waiting:
                task = self.tasks.get(job.task)
                if (task is not None and task.is_long) or (ran and time.monotonic() >= until):
                    break
                ran.append(job)
                if job.pk in mine:
                    began = time.monotonic()
                    error = self._run_one(task, job)
                    lines.append(_line(job, error, began))
                    if not error:
                        done.append(job)
            if done:
                queue.finish(done, worker=self.name)
        del waiting[: len(ran)]
        for line in lines:
            logger.info("job", extra={"line": line})

    def _run_one(self, task: Task | None, job: Job) -> str:
        """Run a short job; return the traceback when it failed, having noted it."""
        try:
            with transaction.atomic():
                _found(task, job).run(Work(job.pk, job.attempts, Progress(_no_report)), **job.arguments)
        except Exception:
            error = traceback.format_exc()
            queue.fail(job, worker=self.name, error=error)
            logger.exception("job failed", extra={"line": {"task": job.task, "job": job.pk}})
            return error
        return ""

    def _run_long(self, task: Task, job: Job) -> None:
        """Run a job that opens its own transactions, keeping its lease meanwhile."""
        began = time.monotonic()
        error = ""
        progress = Progress(lambda done, total: queue.report(job, worker=self.name, done=done, total=total))
        self.progress = progress
        with _Renewal(job, self.name, progress):
            try:
                task.run(Work(job.pk, job.attempts, progress), **job.arguments)
            except WorkStopped:
                queue.release([job], worker=self.name)
                error = "stopped"
            except Exception:
                error = traceback.format_exc()
                queue.fail(job, worker=self.name, error=error)
                logger.exception("job failed", extra={"line": {"task": job.task, "job": job.pk}})
        self.progress = None
        if not error:
            with transaction.atomic():
                if queue.hold([job], worker=self.name):
                    queue.report(job, worker=self.name, done=progress.done, total=progress.total)
                    queue.finish([job], worker=self.name)
        logger.info("job", extra={"line": _line(job, error, began)})


class _Renewal:
    """Renews the lease of a long job from a thread of its own, which ends with it."""

    def __init__(self, job: Job, worker: str, progress: Progress) -> None:
        self.job = job
        self.worker = worker
        self.progress = progress
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._renew, name="lease", daemon=True)

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self.thread.join()

    def _renew(self) -> None:
        while not self.ended.wait(RENEW_EVERY):
            try:
                if not queue.renew(self.job, worker=self.worker):
                    self.progress.cancelled = True
            except OperationalError:
                logger.exception("database fault")
            finally:
                connection.close()


def _found(task: Task | None, job: Job) -> Task:
    if task is None:
        raise LookupError(f"No task is named {job.task!r}.")
    return task


def _no_report(_done: int, _total: int) -> bool:
    """Short tasks are over before anybody looks."""
    return True


def _line(job: Job, error: str, began: float) -> dict[str, object]:
    outcome = "done" if not error else ("stopped" if error == "stopped" else "failed")
    return {
        "task": job.task,
        "job": job.pk,
        "attempt": job.attempts,
        "outcome": outcome,
        "ms": round((time.monotonic() - began) * 1000, 1),
    }
