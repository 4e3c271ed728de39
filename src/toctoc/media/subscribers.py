"""What files owe to people."""

from __future__ import annotations

from toctoc.jobs.services.queue import enqueue
from toctoc.kernel.events import subscribe
from toctoc.media.tasks import ERASE_OF
from toctoc.people.events import ActorLeft


@subscribe(ActorLeft)
def erase_later(event: ActorLeft) -> None:
    """Let a job erase what an actor who left sent; posts that showed it are hidden from now on."""
    enqueue(ERASE_OF, key=f"{ERASE_OF} {event.actor_id}", owner_id=event.actor_id)
