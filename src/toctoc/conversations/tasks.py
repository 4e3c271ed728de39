"""What this room does by itself."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.conversations.services import erasing
from toctoc.conversations.services.thread_keys import wrap_again
from toctoc.kernel.tasks import long_task

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work


@long_task("conversations.erase_expired", every=timedelta(minutes=10))
def erase_expired(work: Work) -> None:
    """Erase what is past its time."""
    erasing.erase_expired(work.progress)


@long_task(erasing.ERASE_CONVERSATION)
def erase_conversation(work: Work, *, conversation_id: int) -> None:
    """Delete what is left of a conversation that nobody reads."""
    erasing.erase_conversation(conversation_id=conversation_id, progress=work.progress)


@long_task(erasing.ERASE_WHO_LEFT)
def erase_who_left(work: Work, *, actor_id: int) -> None:
    """Erase what an actor who left wrote to others."""
    erasing.erase_who_left(actor_id=actor_id, progress=work.progress)


@long_task("conversations.wrap_again", every=timedelta(days=1))
def wrap_keys_again(work: Work) -> None:
    """Wrap the keys of threads with the server's present key, after it was changed."""
    if lost := wrap_again(work.progress):
        logging.getLogger("toctoc.conversations").warning("keys of threads that do not open: %s", lost)
