"""What this way does by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel.tasks import long_task, task
from toctoc.people.models import Actor
from toctoc.proofs.paths.peers.services.requests import forget_requests
from toctoc.proofs.paths.peers.services.vouches import TELL_PROVED
from toctoc.proofs.services.letters import write_to

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work


@task("proof_peers.forget_requests", at="03:40")
def forget(_: Work) -> None:
    """Delete requests that nobody can answer any more, and those that count for nothing any more."""
    forget_requests()


@long_task(TELL_PROVED)
def tell_proved(work: Work, *, actor_id: int) -> None:
    """Write to somebody for whom two peers vouched; no transaction is open while the letter leaves."""
    actor = Actor.objects.select_related("account").filter(pk=actor_id).first()
    if actor is not None and actor.account is not None:
        write_to(actor.account, "proof_peers/mail/proved", same_as=f"proof_peers {work.job_id}")
