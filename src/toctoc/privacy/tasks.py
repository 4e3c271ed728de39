"""What this room does by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.kernel.tasks import long_task
from toctoc.privacy.services.consents import end_outdated
from toctoc.privacy.services.retention import erase_what_is_old

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work


@long_task("privacy.keep_no_longer", every=timedelta(hours=6))
def keep_no_longer(work: Work) -> None:
    """Erase what is older than its room says."""
    erase_what_is_old(work.progress)


@long_task("privacy.end_outdated_consents", every=timedelta(hours=1))
def end_consents(work: Work) -> None:
    """End consents to texts that changed."""
    while ended := end_outdated():
        work.progress.step(ended)
