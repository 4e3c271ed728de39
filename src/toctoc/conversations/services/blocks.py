"""What a block does to conversations."""

from __future__ import annotations

from django.db import transaction

from toctoc.conversations.models import Participant, Standing


@transaction.atomic
def part(one: int, other: int) -> None:
    """Refuse the requests that two actors made to each other, and count nothing of their threads of two as new."""
    theirs = Participant.objects.filter(actor=other, conversation__is_pair=True).values("conversation")
    shared = Participant.objects.filter(actor=one, conversation__in=theirs).values_list("conversation", flat=True)
    seats = Participant.objects.filter(conversation__in=list(shared)).order_by("pk")
    ids = list(seats.select_for_update(no_key=True).values_list("pk", flat=True))
    Participant.objects.filter(pk__in=ids, unread__gt=0).update(unread=0)
    Participant.objects.filter(pk__in=ids, standing=Standing.ASKED).update(standing=Standing.REFUSED)
