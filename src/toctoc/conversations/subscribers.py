"""What conversations owe to those who take part: a live event, a notice; and to those who block or leave."""

from __future__ import annotations

from toctoc.community.models.notification import NotificationKind
from toctoc.community.services.notifications import notify
from toctoc.conversations.events import MessageSent
from toctoc.conversations.services.blocks import part
from toctoc.conversations.services.erasing import ERASE_WHO_LEFT
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel.events import subscribe
from toctoc.live.services import announce
from toctoc.people.events import ActorBlocked, ActorLeft
from toctoc.people.models import Actor

# An event names so many actors at most: its channels are one short column.
_AT_ONCE = 10


@subscribe(MessageSent)
def show_live(event: MessageSent) -> None:
    """Tell open pages that there is something to fetch: ids, never a word."""
    payload = {"conversation": str(event.conversation_id), "id": str(event.message_id)}
    for start in range(0, len(event.told), _AT_ONCE):
        channels = [f"actor:{actor_id}" for actor_id in event.told[start : start + _AT_ONCE]]
        announce("message", channels=channels, payload=payload, subject=event.message_id)


@subscribe(MessageSent)
def tell(event: MessageSent) -> None:
    """Tell who has something new to read in this conversation, once until they read it."""
    if event.woken:
        recipients = Actor.objects.filter(pk__in=event.woken)
        address = f"/conversations/{event.conversation_id}"
        notify(NotificationKind.MESSAGE, recipients=recipients, actor_id=event.author_id, post=None, address=address)


@subscribe(ActorBlocked)
def part_them(event: ActorBlocked) -> None:
    """Forget the requests between two who are blocked, and what was unread between them."""
    part(event.blocker_id, event.blocked_id)


@subscribe(ActorLeft)
def erase_later(event: ActorLeft) -> None:
    """Let a job erase what an actor who left wrote; its texts are shown no more from now on."""
    enqueue(ERASE_WHO_LEFT, key=f"{ERASE_WHO_LEFT} {event.actor_id}", actor_id=event.actor_id)
