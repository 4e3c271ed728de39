"""What an actor takes along of its conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.conversations.models import Participant
from toctoc.conversations.models.participant import READING
from toctoc.conversations.queries.bubbles import State, bubbles_after
from toctoc.conversations.queries.opening import subject_of
from toctoc.conversations.queries.seats import others_in
from toctoc.people.rules.audience import Viewer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.conversations.queries.bubbles import Bubble
    from toctoc.people.models import Actor


def archive_of(actor: Actor) -> Iterator[dict[str, object]]:
    """Return, one conversation at a time, what ``actor`` wrote and received and may still read, in plain text."""
    # Suspended or not: what is about somebody is theirs.
    viewer = Viewer(actor_id=actor.pk, has_blocks=actor.blocks_count > 0)
    mine = Participant.objects.filter(actor=actor, standing__in=READING).select_related("conversation__key", "actor")
    last = 0
    while seats := list(mine.filter(pk__gt=last).order_by("pk")[:100]):
        for seat in seats:
            yield _conversation(viewer, seat)
        last = seats[-1].pk


def _conversation(viewer: Viewer, seat: Participant) -> dict[str, object]:
    return {
        "id": str(seat.conversation_id),
        "subject": subject_of(seat.conversation),
        "with": [other.actor.handle for other in others_in(seat)],
        "is_request": seat.standing != "active",
        "kept_days": seat.conversation.lasts_days,
        "messages": [_message(bubble) for bubble in _all_of(viewer, seat)],
    }


def _all_of(viewer: Viewer, seat: Participant) -> Iterator[Bubble]:
    last = 0
    while some := bubbles_after(viewer, seat, last):
        yield from some
        last = some[-1].id


def _message(bubble: Bubble) -> dict[str, object]:
    return {
        "id": str(bubble.id),
        "kind": bubble.kind,
        "written_at": bubble.written_at.isoformat(),
        "by": bubble.author.handle,
        "text": bubble.text,
        "is_erased": bubble.state == State.ERASED.value,
    }
