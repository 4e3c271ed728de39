"""Where an actor sits, and what waits there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.conversations.models import Participant, Standing
from toctoc.conversations.models.participant import READING
from toctoc.conversations.queries.opening import subject_of
from toctoc.kernel.errors import Missing
from toctoc.kernel.ids import LARGEST, moment_of
from toctoc.kernel.pagination import Cut, Page, page_of
from toctoc.people.queries import actors_by_handles
from toctoc.people.queries.statements import IS_SQLITE, execute, placeholders

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer

# Nobody needs to know how many more; bounds what a count reads.
MOST_COUNTED = 99
# By hand, as every page asks it; in the words of the partial index that has these rows alone, which SQLite must be told
# to take: the index of the list would read every conversation there ever was.
_BY_INDEX = "INDEXED BY conversations_unread" if IS_SQLITE else ""
_UNREAD = (
    f"SELECT count(*) FROM (SELECT 1 FROM conversations_participant {_BY_INDEX} "  # noqa: S608 words of ours
    f"WHERE actor_id = %s AND unread > 0 AND standing = 'active' AND NOT is_muted LIMIT {MOST_COUNTED}) few"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A conversation in a list: with whom, since when, how much is new; no word of what was said but its subject."""

    id: int
    subject: str
    people: list[Actor]
    invited_by: Actor | None
    last_at: datetime
    unread: int
    is_muted: bool


def seat_of(viewer: Viewer, conversation_id: int) -> Participant:
    """Return the viewer's seat in a conversation it reads; raise :class:`Missing` for any other."""
    if viewer.actor_id is None or conversation_id > LARGEST:
        raise Missing
    seats = Participant.objects.select_related("conversation__key", "actor", "invited_by")
    seat = seats.filter(actor=viewer.actor_id, conversation=conversation_id, standing__in=READING).first()
    if seat is None:
        raise Missing
    return seat


def others_in(seat: Participant) -> list[Participant]:
    """Return the seats of the others, those who left among them, in the order they came."""
    rows = Participant.objects.filter(conversation=seat.conversation_id).exclude(pk=seat.pk)
    return list(rows.select_related("actor", "conversation").order_by("pk"))


def lines_of(viewer: Viewer, asked: Cut, standing: Standing = Standing.ACTIVE) -> Page[Line]:
    """Return the conversations of a viewer, the liveliest first: two statements whatever their number."""
    if viewer.actor_id is None or standing not in READING:
        return Page([], None)
    mine = Participant.objects.filter(actor=viewer.actor_id, standing=standing)
    if asked.before is not None:
        mine = mine.filter(last_message_id__lt=asked.before)
    rows = mine.select_related("conversation__key", "invited_by").order_by("-last_message_id")[: asked.size + 1]
    page = page_of(list(rows), asked, lambda seat: seat.last_message_id)
    people = _people_in(page.items)
    return Page([_line(seat, people.get(seat.conversation_id, [])) for seat in page.items], page.next_before)


def _line(seat: Participant, others: list[Participant]) -> Line:
    is_pair = seat.conversation.is_pair
    return Line(
        id=seat.conversation_id,
        subject=subject_of(seat.conversation),
        people=[other.actor for other in others if is_pair or other.standing != Standing.GONE],
        invited_by=seat.invited_by,
        last_at=moment_of(seat.last_message_id),
        unread=seat.unread,
        is_muted=seat.is_muted,
    )


def _people_in(seats: Iterable[Participant]) -> dict[int, list[Participant]]:
    mine = list(seats)
    if not mine:
        return {}
    rows = Participant.objects.filter(conversation__in=[seat.conversation_id for seat in mine])
    found: dict[int, list[Participant]] = {}
    for other in rows.exclude(actor=mine[0].actor_id).select_related("actor").order_by("pk"):
        found.setdefault(other.conversation_id, []).append(other)
    return found


def unread_conversations(actor_id: int) -> int:
    """Return how many conversations hold something new, at most :data:`MOST_COUNTED`: none that is muted or waits."""
    return int(execute(placeholders(_UNREAD), [actor_id])[0][0])


def requests_waiting(actor_id: int) -> int:
    """Return how many requests wait for an actor, at most :data:`MOST_COUNTED`."""
    asked = Participant.objects.filter(actor=actor_id, standing=Standing.ASKED)
    return asked.values("id")[:MOST_COUNTED].count()


def pairs_between(one: int, other: int) -> list[tuple[Participant, Participant]]:
    """Return the two seats, one's first, of every thread of these two, the newest first."""
    threads = Participant.objects.filter(actor=one, conversation__is_pair=True, conversation__participants__actor=other)
    mine = list(threads.select_related("conversation").order_by("-last_message_id", "-pk")[:MOST_COUNTED])
    theirs = Participant.objects.filter(actor=other, conversation__in=[seat.conversation_id for seat in mine])
    by_thread = {seat.conversation_id: seat for seat in theirs}
    return [(seat, by_thread[seat.conversation_id]) for seat in mine]


def open_pair(viewer: Viewer, handles: list[str]) -> int | None:
    """Return the newest thread of two that the viewer still reads with the one under ``handles``, if still there."""
    known = actors_by_handles(set(handles)) if len(handles) == 1 else {}
    if viewer.actor_id is None or not known:
        return None
    pairs = pairs_between(viewer.actor_id, known[handles[0]].pk)
    there = [mine for mine, theirs in pairs if mine.standing in READING and theirs.standing != Standing.GONE]
    return there[0].conversation_id if there else None
