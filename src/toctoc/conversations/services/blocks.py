"""What a block does to conversations."""

from __future__ import annotations

from django.db import transaction

from toctoc.conversations.models import Participant, Standing
from toctoc.conversations.queries.bubbles import unread_in
from toctoc.people.rules.audience import Viewer


@transaction.atomic
def part(one: int, other: int) -> None:
    """Refuse what two actors asked each other, and count nothing of the one as new to the other any more."""
    theirs = Participant.objects.filter(actor=other).values("conversation")
    mine = Participant.objects.filter(actor=one, conversation__in=theirs).values_list("conversation", flat=True)
    rows = Participant.objects.filter(conversation__in=list(mine), actor__in=(one, other))
    seats = list(rows.select_related("conversation").order_by("pk").select_for_update(of=("self",), no_key=True))
    pairs = [seat.pk for seat in seats if seat.conversation.is_pair]
    Participant.objects.filter(pk__in=pairs, unread__gt=0).update(unread=0)
    Participant.objects.filter(pk__in=pairs, standing=Standing.ASKED).update(standing=Standing.REFUSED)
    for seat in seats:
        if seat.unread and not seat.conversation.is_pair:
            unread = unread_in(Viewer(seat.actor_id, has_blocks=True), seat)
            Participant.objects.filter(pk=seat.pk).update(unread=unread)
