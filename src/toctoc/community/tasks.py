"""What this room does by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.services.leaving import ERASE, erase_who_left
from toctoc.kernel.tasks import long_task

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work


@long_task(ERASE)
def erase(work: Work, *, actor_id: int) -> None:
    """Erase what an actor who left wrote and did."""
    erase_who_left(actor_id=actor_id, progress=work.progress)
