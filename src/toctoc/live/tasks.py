"""What this room does by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.kernel.tasks import long_task
from toctoc.live import services

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work


@long_task("live.forget_old", every=timedelta(hours=1))
def forget_old(work: Work) -> None:
    """Delete yesterday's events, a batch at a time."""
    while services.forget_old():
        work.progress.step()
