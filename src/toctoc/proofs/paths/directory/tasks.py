"""What this way does by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.kernel.tasks import long_task, task
from toctoc.proofs.paths.directory.services import codes, letters

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work


@long_task("proof_directory.send_code")
def send_code(_: Work, *, actor_id: int) -> None:
    """Send the letter of the code an actor asked for last."""
    letters.send_code(actor_id=actor_id)


@task("proof_directory.forget_codes", every=timedelta(hours=1))
def forget_codes(_: Work) -> None:
    """Delete codes that have run out."""
    codes.forget_codes()
