"""The queue: jobs that do nothing, enqueued and drained by one worker."""

from __future__ import annotations

import logging
import tempfile
import time
from pathlib import Path

from bench.figures import Figure

JOBS = 20_000


def measure() -> list[Figure]:
    """Return jobs a second, into an empty database."""
    with tempfile.TemporaryDirectory(prefix="toctoc-jobs-") as folder:
        set_up(Path(folder))
        from django.db import transaction  # noqa: PLC0415 Django is set up by now

        from toctoc.jobs.services.queue import enqueue  # noqa: PLC0415 same
        from toctoc.jobs.services.worker import Worker  # noqa: PLC0415 same
        from toctoc.kernel.tasks import TASKS, task  # noqa: PLC0415 same

        @task("bench.nothing")
        def nothing(_: object) -> None:
            """Do nothing: what is measured is the queue."""

        logging.disable(logging.INFO)
        begun = time.perf_counter()
        with transaction.atomic():
            for _ in range(JOBS):
                enqueue("bench.nothing")
        enqueued = time.perf_counter()
        Worker({"bench.nothing": TASKS["bench.nothing"]}).drain()
        drained = time.perf_counter()
    return [
        Figure("jobs enqueued, one transaction", JOBS / (enqueued - begun), "/s"),
        Figure("jobs claimed, run and finished", JOBS / (drained - enqueued), "/s", at_least=5_000),
    ]


def set_up(folder: Path) -> None:
    """Set Django up on an empty database in ``folder``."""
    import os  # noqa: PLC0415 before Django

    import django  # noqa: PLC0415 after the setting

    os.environ["TOCTOC_DATA_DIR"] = str(folder)
    django.setup()

    from toctoc.config.serve.prepare import prepare  # noqa: PLC0415 same

    prepare()
