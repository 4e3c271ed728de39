"""What this room does by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.kernel.tasks import long_task
from toctoc.media.services import quarantine
from toctoc.media.services.files import ERASE_BYTES, ERASE_PIXELS, MAKE
from toctoc.media.services.making import make_safe
from toctoc.media.services.store import store
from toctoc.media.services.sweeping import erase_files_of, sweep

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work

ERASE_OF = "media.erase_files_of"


@long_task(MAKE)
def make(work: Work, *, file_id: int) -> None:
    """Make one file safe."""
    make_safe(file_id=file_id, attempt=work.attempt, look=lambda: work.progress.step(0))


@long_task(ERASE_BYTES)
def erase_bytes(_work: Work, *, file_key: str) -> None:
    """Erase the bytes of a file whose row is gone, and its original if nobody had read it yet."""
    store().erase(file_key)
    quarantine.let_go(file_key)
    quarantine.let_go_pixels(file_key)


@long_task(ERASE_PIXELS)
def erase_pixels(_work: Work, *, file_key: str) -> None:
    """Erase what lay under the masks of a picture that something uses now."""
    quarantine.let_go_pixels(file_key)


@long_task(ERASE_OF)
def erase_of(work: Work, *, owner_id: int) -> None:
    """Erase every file of an actor who left."""
    erase_files_of(owner_id=owner_id, progress=work.progress)


@long_task("media.sweep", every=timedelta(hours=1))
def sweep_away(work: Work) -> None:
    """Erase what nothing needs any more."""
    sweep(progress=work.progress)
