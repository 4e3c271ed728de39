"""What this room does by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.kernel.tasks import long_task, task
from toctoc.proofs.services import attempts, news

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work


@task("proofs.forget_attempts", every=timedelta(hours=1))
def forget_attempts(_: Work) -> None:
    """Delete counters of attempts whose window is over."""
    attempts.forget_attempts()


@long_task("proofs.write_reminder")
def write_reminder(_: Work, *, proof_id: int) -> None:
    """Write that a proof ends soon; no transaction is open while the letter leaves."""
    news.write_reminder(proof_id=proof_id)


@long_task("proofs.write_step")
def write_step(_: Work, *, move_id: int) -> None:
    """Write about a step of a proof's life; no transaction is open while the letter leaves."""
    news.write_step(move_id=move_id)
