"""What this room does when a proof takes a step of its life: its holder gets a letter, after commit and once."""

from __future__ import annotations

from toctoc.jobs.services.queue import enqueue
from toctoc.kernel.events import subscribe
from toctoc.people.events import ProofEndsSoon, ProofMoved
from toctoc.people.models import ProofMove
from toctoc.proofs.rules.news import letter_about


@subscribe(ProofEndsSoon)
def remind(event: ProofEndsSoon) -> None:
    """Have the holder reminded a month before."""
    enqueue("proofs.write_reminder", proof_id=event.proof_id)


@subscribe(ProofMoved)
def write(event: ProofMoved) -> None:
    """Have the holder told of a step that is not their own doing."""
    if letter_about(event.before, event.after):
        move = ProofMove.objects.filter(proof=event.proof_id, after=event.after).latest("id")
        enqueue("proofs.write_step", move_id=move.pk)
