"""What this room does by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models import Notification
from toctoc.community.models.notification import NotificationKind
from toctoc.community.services.notifications import notify
from toctoc.groups.models import Event, Membership
from toctoc.groups.queries.welcomes import due_welcomes
from toctoc.groups.services.meetings import TELL
from toctoc.groups.services.welcomes import pass_on
from toctoc.kernel.tasks import long_task

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work

BATCH = 200


@long_task("groups.pass_welcomes_on", every=timedelta(minutes=15))
def pass_welcomes_on(work: Work) -> None:
    """Ask the next volunteer for every newcomer who still waits after a day, one transaction each."""
    while waiting := due_welcomes(BATCH):
        for post_id in waiting:
            pass_on(post_id=post_id)
            work.progress.step()


@long_task(TELL)
def tell_of_event(work: Work, event_id: int) -> None:
    """Tell the members of a new event, a batch at a time; run again, nobody is told twice."""
    event = Event.objects.select_related("group__actor").filter(pk=event_id, cancelled_at=None).first()
    if event is None:
        return
    address = f"{event.group.get_absolute_url()}/rendez-vous/{event.pk}"
    after = 0
    members = Membership.objects.filter(group=event.group, muted=False).select_related("actor").order_by("id")
    while some := list(members.filter(id__gt=after)[:BATCH]):
        with transaction.atomic():
            told = _told([member.actor_id for member in some], address)
            recipients = [member.actor for member in some if member.actor_id not in told]
            notify(NotificationKind.EVENT, recipients=recipients, actor_id=event.made_by_id, post=None, address=address)
        after = some[-1].pk
        work.progress.step()


def _told(actor_ids: list[int], address: str) -> set[int]:
    rows = Notification.objects.filter(recipient__in=actor_ids, kind=NotificationKind.EVENT, address=address)
    return set(rows.values_list("recipient", flat=True))
