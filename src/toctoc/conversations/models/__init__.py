"""Nouns of this room."""

from toctoc.conversations.models.conversation import Conversation, ThreadKey
from toctoc.conversations.models.message import Message, MessageKind
from toctoc.conversations.models.participant import Participant, Standing

__all__ = ["Conversation", "Message", "MessageKind", "Participant", "Standing", "ThreadKey"]
