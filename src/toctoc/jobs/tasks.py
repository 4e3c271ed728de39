"""What this room does by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection

from toctoc.jobs.services import queue, receipts
from toctoc.kernel.tasks import long_task

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work


@long_task("jobs.forget_finished", at="03:30")
def forget_finished(work: Work) -> None:
    """Delete jobs that were done days ago, a batch at a time."""
    while queue.forget_finished():
        work.progress.step()


@long_task("jobs.forget_receipts", at="03:40")
def forget_receipts(work: Work) -> None:
    """Delete receipts of yesterday, a batch at a time."""
    while receipts.forget_receipts():
        work.progress.step()


@long_task("jobs.optimize_database", every=timedelta(hours=6))
def optimize_database(_: Work) -> None:
    """Let SQLite look again at tables that have grown, so that it chooses the right index."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=1000")
            cursor.execute("PRAGMA optimize=0x10002")
