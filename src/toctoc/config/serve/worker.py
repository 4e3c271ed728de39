"""The background work: a worker around the tasks of every room."""

from __future__ import annotations

import importlib
import signal
from typing import TYPE_CHECKING

import django
from django.utils.module_loading import autodiscover_modules

from toctoc.config import logs
from toctoc.config.serve.lifeline import end_with_starter

if TYPE_CHECKING:
    from types import FrameType

    from toctoc.jobs.services.worker import Worker


def run() -> int:
    """Work until told to end."""
    end_with_starter()
    logs.set_up("worker")
    django.setup()
    # Every room's tasks.py registers its functions. Both load models, hence only after setup.
    autodiscover_modules("tasks")
    worker: Worker = importlib.import_module("toctoc.jobs.services.worker").Worker()

    def stop(_number: int, _frame: FrameType | None) -> None:
        worker.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    worker.run()
    return 0
