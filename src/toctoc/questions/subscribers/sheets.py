"""Practice sheets follow departures."""

from __future__ import annotations

from toctoc.kernel.events import subscribe
from toctoc.people.events import ActorLeft
from toctoc.questions.services.sheets.signing import forget_author


@subscribe(ActorLeft)
def take_name_off_sheets(event: ActorLeft) -> None:
    """Take the name of somebody who leaves off the sheets they signed; the text stays."""
    forget_author(actor_id=event.actor_id)
