"""Hold the seats of a conversation while one of them writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.conversations.models import Participant
from toctoc.conversations.policies import is_reading
from toctoc.kernel.errors import Missing
from toctoc.kernel.ids import LARGEST
from toctoc.people.models import Actor

if TYPE_CHECKING:
    from collections.abc import Iterable


def held_seats(conversation_id: int, actor: Actor) -> tuple[Participant, list[Participant]]:
    """Return the actor's seat and the others' as they are now, which nobody else changes before the transaction ends.

    Raises :class:`Missing` when the actor does not read there. Always in the order of ids.
    """
    if conversation_id > LARGEST:
        raise Missing
    rows = Participant.objects.filter(conversation=conversation_id).select_related("actor", "conversation")
    seats = list(rows.order_by("pk").select_for_update(of=("self",), no_key=True))
    mine = next((seat for seat in seats if seat.actor_id == actor.pk and is_reading(seat)), None)
    if mine is None:
        raise Missing
    return mine, [seat for seat in seats if seat.pk != mine.pk]


def hold_actors(actors: Iterable[Actor]) -> None:
    """Let nobody else begin a thread among these meanwhile; in the order of ids, before any seat."""
    rows = Actor.objects.filter(pk__in={actor.pk for actor in actors}).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))
