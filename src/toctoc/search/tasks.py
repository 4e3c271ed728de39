"""What this room does in the background; the only process that writes to the index."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.kernel.tasks import long_task
from toctoc.search.services import index
from toctoc.search.services.engines import Busy
from toctoc.search.services.rebuild import count, rebuild

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work


# Also now and then, for a change whose job was lost.
@long_task(index.INDEX, every=timedelta(minutes=2))
def settle(work: Work) -> None:
    """Give the index what changed."""
    index.settle(work.progress)


@long_task(index.REBUILD)
def build(work: Work) -> None:
    """Build the index, unless somebody is already at it."""
    work.progress.total = count()
    try:
        rebuild(work.progress.step)
    except Busy:
        return
    index.settle(work.progress)
