"""What this way does by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.kernel.tasks import long_task, task
from toctoc.proofs.paths.employer.services import batches, sending

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work


@long_task("proof_employer.send_links")
def send_links(work: Work, *, batch: int) -> None:
    """Write the links of a list to their addresses."""
    sending.send_links(batch_id=batch, progress=work.progress)


@long_task("proof_employer.ask_again")
def ask_again(_: Work, *, batch: int) -> None:
    """Doubt what a batch attested."""
    batches.ask_again(batch_id=batch)


@task("proof_employer.forget_envelopes", every=timedelta(hours=1))
def forget_envelopes(_: Work) -> None:
    """Erase addresses that no letter reached."""
    sending.forget_envelopes()
