"""Open what rests sealed, in memory and for one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.conversations.rules import sealing
from toctoc.conversations.rules.sealing import NOBODY, Unreadable
from toctoc.people.services.keys import keys_for

if TYPE_CHECKING:
    from toctoc.conversations.models import Conversation, Message, ThreadKey

PURPOSE = "conversation keys"


def thread_key(row: ThreadKey) -> bytes:
    """Return the key of a thread; raise :class:`Unreadable` when no key of the server unwraps it."""
    place = sealing.place_of_key(row.conversation_id)
    for wrapping in keys_for(PURPOSE):
        try:
            return sealing.unseal(wrapping, bytes(row.wrapped), place)
        except Unreadable:
            continue
    raise Unreadable


def key_of(conversation: Conversation) -> bytes:
    """Return the key of a conversation that was read with its key's row; raise :class:`Unreadable` without one."""
    row: ThreadKey | None = getattr(conversation, "key", None)
    if row is None:
        raise Unreadable
    return thread_key(row)


def text_of(message: Message, key: bytes) -> str:
    """Return what a message says; raise :class:`Unreadable` when its row is not the one that was sealed."""
    place = sealing.place_of_text(message.conversation_id, message.pk, message.author_id)
    return sealing.unseal(key, bytes(message.sealed), place).decode()


def subject_of(conversation: Conversation) -> str:
    """Return the subject of a conversation; empty without one, or when it does not open."""
    if not conversation.subject:
        return ""
    place = sealing.place_of_text(conversation.pk, 0, NOBODY)
    try:
        return sealing.unseal(key_of(conversation), bytes(conversation.subject), place).decode()
    except Unreadable:
        return ""
