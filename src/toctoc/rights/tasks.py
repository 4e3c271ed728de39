"""What this room does by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.kernel.tasks import long_task
from toctoc.rights.services import archives, receipts

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work


@long_task(archives.MAKE)
def make(work: Work, *, archive_id: int) -> None:
    """Make an archive that somebody asked for."""
    try:
        archives.make(archive_id=archive_id, progress=work.progress)
    except OSError:
        # No room on the disk, or no right to write: the next attempts may succeed, the last one says so.
        if work.attempt >= archives.LAST_ATTEMPT:
            archives.give_up(archive_id=archive_id)
        raise


@long_task("rights.forget", every=timedelta(hours=6))
def forget(work: Work) -> None:
    """Take old archives and old receipts away."""
    work.progress.step(archives.forget_old() + receipts.forget_old())
