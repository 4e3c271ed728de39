"""What this room does when an actor leaves: what was sealed of it is erased, and it told nothing any more."""

from __future__ import annotations

from toctoc.kernel.events import subscribe
from toctoc.moderation.services.notices import forget_who_left
from toctoc.people.events import ActorLeft


@subscribe(ActorLeft)
def forget(event: ActorLeft) -> None:
    """Erase the sealed texts of an actor who left, and its name on what it told."""
    forget_who_left(actor_id=event.actor_id)
