"""How far a long task is."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# A page that shows a progress bar asks no more often.
TOLD_EVERY_SECONDS = 0.5


class WorkStopped(Exception):
    """Raised by a step of a job that should go no further."""


class Progress:
    """Steps done of :attr:`total`; tells it to ``report`` at most twice a second.

    :attr:`cancelled` becomes true when an administrator cancels the job, :attr:`released` when the worker must end
    and the job will be run again by another.
    """

    def __init__(self, report: Callable[[int, int], bool]) -> None:
        self.total = 0
        self.done = 0
        self.cancelled = False
        self.released = False
        self._report = report
        self._told_at = 0.0

    def step(self, count: int = 1) -> None:
        """Say that ``count`` more steps are done; raise :class:`WorkStopped` when the task should go no further."""
        self.done += count
        now = time.monotonic()
        if now - self._told_at >= TOLD_EVERY_SECONDS:
            self._told_at = now
            if not self._report(self.done, self.total):
                self.cancelled = True
        if self.cancelled or self.released:
            raise WorkStopped
