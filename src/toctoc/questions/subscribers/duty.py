"""Turns of duty follow proofs and departures."""

from __future__ import annotations

from toctoc.kernel.events import subscribe
from toctoc.people.events import ActorLeft, StandingChanged
from toctoc.people.models import Actor
from toctoc.questions.services.duty.pools import leave_every_pool, leave_lost_pools


@subscribe(StandingChanged)
def keep_pools_in_standing(event: StandingChanged) -> None:
    """Open the turns of somebody whose proof ended, or who is suspended."""
    leave_lost_pools(actor=Actor.objects.get(pk=event.actor_id))


@subscribe(ActorLeft)
def open_turns_of(event: ActorLeft) -> None:
    """Open the turns of somebody who leaves."""
    leave_every_pool(actor_id=event.actor_id)
