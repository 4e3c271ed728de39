"""Remember how far somebody has read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from toctoc.community.services.notifications import read_all
from toctoc.kernel import clock
from toctoc.kernel.errors import Stale
from toctoc.mastodon_api.models import ConversationMark, Marker
from toctoc.mastodon_api.rules.marks import NOTIFICATIONS

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.people.models import Actor


@transaction.atomic
def mark(*, actor: Actor, timeline: str, read_id: int) -> Marker:
    """Say how far a timeline was read; what lies below in notifications is read here too.

    Raises :class:`Stale` when another device says so at the same moment.
    """
    seen, _ = Marker.objects.get_or_create(
        actor=actor, timeline=timeline, defaults={"last_read_id": read_id, "version": 0}
    )
    moved = Marker.objects.filter(pk=seen.pk, version=seen.version)
    if not moved.update(last_read_id=read_id, version=F("version") + 1, updated_at=clock.now()):
        raise Stale("Un autre appareil vient de le faire. Réessayez.")
    if timeline == NOTIFICATIONS:
        read_all(reader=actor, up_to=read_id)
    seen.refresh_from_db()
    return seen


@transaction.atomic
def read_conversation(*, actor: Actor, thread: Post, up_to: int) -> None:
    """Say that a thread for named people was read; going back changes nothing."""
    row, _ = ConversationMark.objects.get_or_create(actor=actor, thread=thread)
    ConversationMark.objects.filter(pk=row.pk, read_id__lt=up_to).update(read_id=up_to)


@transaction.atomic
def put_conversation_away(*, actor: Actor, thread: Post, up_to: int) -> None:
    """Take a thread for named people off the list until something new is said; nothing of it is erased."""
    row, _ = ConversationMark.objects.get_or_create(actor=actor, thread=thread)
    ConversationMark.objects.filter(pk=row.pk, hidden_id__lt=up_to).update(hidden_id=up_to, read_id=up_to)
