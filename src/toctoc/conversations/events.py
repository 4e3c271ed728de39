"""What happened in conversations. Events name things and never quote them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MessageSent:
    """``author_id`` wrote in a conversation; ``told`` are the actors who hear of it now, ``woken`` those to notify.

    Who must still accept, who muted the conversation and who has a block with the author is not among the woken.
    """

    conversation_id: int
    message_id: int
    author_id: int
    told: tuple[int, ...]
    woken: tuple[int, ...]
