"""Erase: what is past its time, what nobody reads any more, what somebody who left had written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.conversations.models import Conversation, Message, Participant, Standing, ThreadKey
from toctoc.conversations.policies import is_reading
from toctoc.conversations.services.thread_keys import destroy_key
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from toctoc.kernel.progress import Progress

BATCH = 200
ERASE_CONVERSATION = "conversations.erase"
ERASE_WHO_LEFT = "conversations.erase_who_left"


def erase_expired(progress: Progress) -> int:
    """Erase the texts whose time is over, in batches; return how many. Run again, it goes on."""
    due = Message.objects.filter(expires_at__lte=clock.now(), erased_at=None).order_by("expires_at")
    return _emptied(due, progress)


def erase_if_empty(conversation_id: int, others: Iterable[Participant]) -> None:
    """Destroy the key of a conversation once nobody reads it, in the caller's transaction; a job deletes the rest."""
    if not any(is_reading(other) for other in others):
        destroy_key(conversation_id)
        enqueue(ERASE_CONVERSATION, key=f"{ERASE_CONVERSATION} {conversation_id}", conversation_id=conversation_id)


def erase_conversation(*, conversation_id: int, progress: Progress) -> None:
    """Delete the lines of a conversation without a key, and its row.

    Where somebody refused, who had asked stays written down, without a word: asking again is not a way round.
    """
    if ThreadKey.objects.filter(conversation=conversation_id).exists():
        return
    lines = Message.objects.filter(conversation=conversation_id).order_by("pk")
    while some := list(lines.values_list("pk", flat=True)[:BATCH]):
        Message.objects.filter(pk__in=some).delete()
        progress.step()
    if Participant.objects.filter(conversation=conversation_id, standing=Standing.REFUSED).exists():
        Conversation.objects.filter(pk=conversation_id).update(subject=b"")
    else:
        Conversation.objects.filter(pk=conversation_id).delete()


def erase_who_left(*, actor_id: int, progress: Progress) -> None:
    """Take an actor who left out of every conversation and erase what it wrote; others' words stay."""
    seats = Participant.objects.filter(actor=actor_id).exclude(standing=Standing.GONE).order_by("pk")
    while some := list(seats.values_list("conversation", flat=True)[:BATCH]):
        for conversation_id in some:
            _take_out(actor_id, conversation_id)
            progress.step()
    _emptied(Message.objects.filter(author=actor_id, erased_at=None).order_by("pk"), progress)


@transaction.atomic
def _take_out(actor_id: int, conversation_id: int) -> None:
    rows = Participant.objects.filter(conversation=conversation_id).order_by("pk")
    seats = list(rows.select_for_update(no_key=True))
    Participant.objects.filter(conversation=conversation_id, actor=actor_id).update(standing=Standing.GONE, unread=0)
    erase_if_empty(conversation_id, [seat for seat in seats if seat.actor_id != actor_id])


def _emptied(messages: QuerySet[Message], progress: Progress) -> int:
    count = 0
    while some := list(messages.values_list("pk", flat=True)[:BATCH]):
        count += Message.objects.filter(pk__in=some).update(sealed=b"", erased_at=clock.now())
        progress.step()
    return count
