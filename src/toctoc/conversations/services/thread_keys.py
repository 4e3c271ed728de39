"""Make, wrap, wrap again and destroy the keys of threads."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.conversations.models import ThreadKey
from toctoc.conversations.queries.opening import PURPOSE, thread_key
from toctoc.conversations.rules import sealing
from toctoc.conversations.rules.sealing import Unreadable
from toctoc.people.services.keys import key_for

if TYPE_CHECKING:
    from toctoc.conversations.models import Conversation
    from toctoc.kernel.progress import Progress

BATCH = 200
_NAME_LENGTH = 16


def make_key(conversation: Conversation) -> bytes:
    """Give a new conversation its key, and return it."""
    key = sealing.new_key()
    ThreadKey.objects.create(conversation=conversation, wrapped=_wrapped(conversation.pk, key), wrapped_with=_current())
    return key


def destroy_key(conversation_id: int) -> None:
    """Make everything in a conversation unreadable for good, in one row."""
    ThreadKey.objects.filter(conversation=conversation_id).delete()


def wrap_again(progress: Progress) -> int:
    """Wrap with the server's present key what an earlier one wrapped; return how many rows no key opens.

    Run again, it goes on. Rows that do not open stay as they are: the right key may still be found.
    """
    current, last, lost = _current(), 0, 0
    while rows := list(ThreadKey.objects.exclude(wrapped_with=current).filter(pk__gt=last).order_by("pk")[:BATCH]):
        for row in rows:
            lost += not _wrap_one_again(row.pk)
            progress.step()
        last = rows[-1].pk
    return lost


@transaction.atomic
def _wrap_one_again(conversation_id: int) -> bool:
    row = ThreadKey.objects.select_for_update(no_key=True).filter(pk=conversation_id).first()
    if row is None:
        return True
    try:
        key = thread_key(row)
    except Unreadable:
        return False
    ThreadKey.objects.filter(pk=row.pk).update(wrapped=_wrapped(row.pk, key), wrapped_with=_current())
    return True


def _wrapped(conversation_id: int, key: bytes) -> bytes:
    return sealing.seal(key_for(PURPOSE), key, sealing.place_of_key(conversation_id))


def _current() -> str:
    return hashlib.sha256(b"name of " + key_for(PURPOSE)).hexdigest()[:_NAME_LENGTH]
