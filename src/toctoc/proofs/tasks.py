"""What this room does by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.kernel.tasks import task
from toctoc.proofs.services import attempts

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work


@task("proofs.forget_attempts", every=timedelta(hours=1))
def forget_attempts(_: Work) -> None:
    """Delete counters of attempts whose window is over."""
    attempts.forget_attempts()
