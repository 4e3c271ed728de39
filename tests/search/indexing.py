"""The index in tests: what the worker would do, done at once."""

from __future__ import annotations

from toctoc.jobs.models import Job
from toctoc.kernel.progress import Progress
from toctoc.search.services import index
from toctoc.search.services.rebuild import rebuild


def silent() -> Progress:
    return Progress(lambda done, total: True)


def nothing(_count: int) -> None:
    """Be told of a step and say nothing."""


def build() -> int:
    """Build the index from the rows there are."""
    return rebuild(nothing)


def settle() -> None:
    """Give the index what changed."""
    index.settle(silent())


def jobs_waiting(task: str) -> int:
    return Job.objects.filter(task=task, state="ready").count()
