"""The events of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from toctoc.groups.models import Event
from toctoc.groups.rules.calendar import Entry
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.kernel.pagination import Cut, Page, page_of

if TYPE_CHECKING:
    from toctoc.groups.models import Group

MOST_COMING = 50
MOST_IN_FEED = 200


def coming_events(group: Group, most: int = MOST_COMING) -> list[Event]:
    """Return the events that are not over, the next first."""
    return list(Event.objects.filter(group=group, ends_at__gt=clock.now()).order_by("starts_at", "id")[:most])


def past_events(group: Group, asked: Cut) -> Page[Event]:
    """Return the events that are over, the last made first."""
    rows = Event.objects.filter(group=group, ends_at__lte=clock.now()).order_by("-id")
    if asked.before is not None:
        rows = rows.filter(id__lt=asked.before)
    return page_of(list(rows[: asked.size + 1]), asked, lambda event: event.pk)


def event_in(group: Group, event_id: int) -> Event:
    """Return an event of a group; raise :class:`Missing` for any other."""
    found = Event.objects.filter(group=group, pk=event_id).first()
    if found is None:
        raise Missing
    return found


def feed_of(group: Group) -> list[Event]:
    """Return the events that a calendar keeps: the newest, cancelled ones too, so that it forgets them."""
    return list(Event.objects.filter(group=group).order_by("-starts_at")[:MOST_IN_FEED])


def entry_of(event: Event, group: Group) -> Entry:
    """Return an event as a calendar takes it."""
    base = settings.ENVIRONMENT.base_url
    return Entry(
        uid=f"{event.pk}@{settings.ENVIRONMENT.host}",
        title=event.title,
        text=event.text,
        place=event.place,
        address=f"{base}{group.get_absolute_url()}/rendez-vous/{event.pk}",
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        zone=event.zone,
        sequence=event.sequence,
        changed_at=event.changed_at,
        is_cancelled=event.cancelled_at is not None,
    )
