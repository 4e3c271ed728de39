"""Hand over to moderation what somebody chose to show, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.conversations.models import MessageKind
from toctoc.conversations.queries.bubbles import State, chosen_bubbles
from toctoc.conversations.queries.seats import seat_of
from toctoc.kernel.errors import Invalid, Missing
from toctoc.people.policies import viewer_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.conversations.queries.bubbles import Bubble
    from toctoc.people.models import Actor

MOST_HANDED_OVER = 50


def hand_over(reader: Actor, conversation_id: int, message_ids: Iterable[int]) -> str:
    """Return the chosen messages in plain text, oldest first, one paragraph each with its moment (UTC) and its author.

    Only what ``reader`` may read itself, at this moment; lines without a text and erased ones are left out. Raises
    :class:`Missing` when nothing is left, :class:`Invalid` for more than :data:`MOST_HANDED_OVER`.
    """
    return "\n\n".join(
        f"[{bubble.written_at:%Y-%m-%d %H:%M} UTC] @{bubble.author.handle}\n{bubble.text}"
        for bubble in _shown(reader, conversation_id, message_ids)
    )


def meant_author(reader: Actor, conversation_id: int, message_ids: Iterable[int]) -> Actor | None:
    """Return whom ``reader`` complains of: the one other person who wrote what they chose, if it is one.

    Raises what :func:`hand_over` raises.
    """
    others = {bubble.author for bubble in _shown(reader, conversation_id, message_ids) if not bubble.is_mine}
    return others.pop() if len(others) == 1 else None


def _shown(reader: Actor, conversation_id: int, message_ids: Iterable[int]) -> list[Bubble]:
    wanted = list(dict.fromkeys(message_ids))
    if len(wanted) > MOST_HANDED_OVER:
        raise Invalid("Choisissez au plus %(most)s messages.", field="messages", most=MOST_HANDED_OVER)
    viewer = viewer_for(reader, reader.account)
    chosen = chosen_bubbles(viewer, seat_of(viewer, conversation_id), wanted)
    told = [bubble for bubble in chosen if bubble.kind == MessageKind.SAID and bubble.state == State.TOLD.value]
    if not told:
        raise Missing
    return told
