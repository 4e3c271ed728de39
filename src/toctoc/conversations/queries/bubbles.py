"""What a page shows of a conversation, opened for its reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from toctoc.conversations.models import Message, MessageKind
from toctoc.conversations.policies import readable_in
from toctoc.conversations.queries.opening import key_of, text_of
from toctoc.conversations.queries.seats import MOST_COUNTED
from toctoc.conversations.rules.sealing import Unreadable
from toctoc.kernel import clock
from toctoc.kernel.ids import LARGEST
from toctoc.kernel.pagination import Cut, Page, page_of
from toctoc.privacy.services.threads import names_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from toctoc.conversations.models import Participant
    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer

# As many as a page that comes back after a cut asks for at once.
MOST_NEW = 40
# So many of the newest are looked at for names that come back in what is said next.
_MOST_HEARD = 20


class State(Enum):
    """What there is to show of a message."""

    TOLD = "told"
    ERASED = "erased"
    HIDDEN = "hidden"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Bubble:
    """One line of a conversation; ``text`` is empty unless its state is *told*."""

    id: int
    kind: str
    state: str
    # Not in its repr: what is told of a fault names rows, never words.
    text: str = field(repr=False)
    language: str
    author: Actor
    about: Actor | None
    is_mine: bool
    written_at: datetime
    expires_at: datetime | None


def bubbles_of(viewer: Viewer, seat: Participant, asked: Cut) -> Page[Bubble]:
    """Return a page of a conversation in the order it was said, the newest at the end; ``before`` goes upwards."""
    rows = _readable(viewer, seat).order_by("-id")
    if asked.before is not None:
        rows = rows.filter(id__lt=asked.before)
    page = page_of(list(rows[: asked.size + 1]), asked, lambda message: message.pk)
    return Page(_opened(seat, page.items[::-1]), page.next_before)


def names_heard(viewer: Viewer, seat: Participant) -> frozenset[str]:
    """Return the keys of names found in the newest messages that the viewer may read, for the guard."""
    told = bubbles_of(viewer, seat, Cut(None, _MOST_HEARD)).items
    return names_in(bubble.text for bubble in told if bubble.text)


def told_by(seat: Participant, *, before: int = LARGEST) -> Iterator[str]:
    """Yield the newest texts that the actor of a seat wrote in its conversation, before one message."""
    mine = Message.objects.filter(conversation=seat.conversation_id, author=seat.actor_id, id__lt=before)
    newest = list(mine.select_related("author", "about").order_by("-id")[:_MOST_HEARD])
    yield from (bubble.text for bubble in _opened(seat, newest) if bubble.text)


def bubbles_after(viewer: Viewer, seat: Participant, after: int) -> list[Bubble]:
    """Return what came after the message ``after``, oldest first, at most :data:`MOST_NEW`."""
    return _opened(seat, list(_readable(viewer, seat).filter(id__gt=after).order_by("id")[:MOST_NEW]))


def chosen_bubbles(viewer: Viewer, seat: Participant, ids: list[int]) -> list[Bubble]:
    """Return the lines among ``ids`` that the viewer may read, oldest first."""
    return _opened(seat, list(_readable(viewer, seat).filter(id__in=ids).order_by("id")))


def unread_in(viewer: Viewer, seat: Participant) -> int:
    """Return how much the viewer may read from its seat and has not, at most :data:`MOST_COUNTED`."""
    rows = Message.objects.filter(readable_in(seat, viewer), kind=MessageKind.SAID, id__gt=seat.read_id)
    return rows.exclude(author=seat.actor_id).values("id")[:MOST_COUNTED].count()


def _readable(viewer: Viewer, seat: Participant) -> QuerySet[Message]:
    return Message.objects.filter(readable_in(seat, viewer)).select_related("author", "about")


def _opened(seat: Participant, messages: list[Message]) -> list[Bubble]:
    try:
        key = key_of(seat.conversation)
    except Unreadable:
        key = b""
    return [_bubble(seat, message, key) for message in messages]


def _bubble(seat: Participant, message: Message, key: bytes) -> Bubble:
    state, text = _told(message, key)
    return Bubble(
        id=message.pk,
        kind=message.kind,
        state=state.value,
        text=text,
        language=message.language,
        author=message.author,
        about=message.about,
        is_mine=message.author_id == seat.actor_id,
        written_at=message.written_at,
        expires_at=message.expires_at,
    )


def _told(message: Message, key: bytes) -> tuple[State, str]:
    if message.kind != MessageKind.SAID:
        return State.TOLD, ""
    # Dates alone close: the job that erases may come a little later.
    is_over = message.expires_at is not None and message.expires_at <= clock.now()
    if is_over or message.erased_at is not None:
        return State.ERASED, ""
    if message.author.suspended_at is not None:
        return (State.ERASED if message.author.left_at else State.HIDDEN), ""
    try:
        return State.TOLD, text_of(message, key)
    except (Unreadable, ValueError):
        return State.UNREADABLE, ""
