"""What this way does when a proof takes a step of its life, or somebody loses their standing."""

from __future__ import annotations

from toctoc.kernel.events import subscribe
from toctoc.people.events import ProofMoved, StandingChanged
from toctoc.people.models import Actor, Proof
from toctoc.proofs.paths.peers.queries import PATH
from toctoc.proofs.paths.peers.services.requests import cancel_requests
from toctoc.proofs.paths.peers.services.vouches import let_words_fall


@subscribe(StandingChanged)
def look_at_words_again(event: StandingChanged) -> None:
    """Let the words of who may vouch no longer fall, and close the request of who was suspended."""
    actor = Actor.objects.get(pk=event.actor_id)
    let_words_fall(actor=actor)
    if actor.suspended_at is not None:
        cancel_requests(actor=actor)


@subscribe(ProofMoved)
def stop_asking(event: ProofMoved) -> None:
    """Close the request of somebody who proved what they are in another way, lest it replace the new proof."""
    proof = Proof.objects.select_related("actor").get(pk=event.proof_id)
    if not event.before and proof.path != PATH:
        cancel_requests(actor=proof.actor)
