"""Events: announce, change, cancel; and the secret address of a member's calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.core import signing
from django.db import transaction

from toctoc.groups.models import Event
from toctoc.groups.models.event import LONGEST_PLACE, LONGEST_TEXT, LONGEST_TITLE
from toctoc.groups.policies import may_moderate, must_live
from toctoc.groups.rules.calendar import checked_zone
from toctoc.groups.rules.limits import MOST_EVENTS
from toctoc.groups.services.membership import hold
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, Refused, Stale

if TYPE_CHECKING:
    from toctoc.groups.models import Group
    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Actor

# The task that tells members of a new event, as long as it takes.
TELL = "groups.tell_of_event"
LONGEST_EVENT = timedelta(days=31)
FURTHEST = timedelta(days=3 * 366)
_SALT = "groups.calendar"


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event as it is meant: two moments on the clock of ``zone`` (an IANA name; empty is Paris), without zone."""

    title: Cleared
    text: Cleared
    place: Cleared
    starts: datetime
    ends: datetime
    zone: str = ""


@transaction.atomic
def announce_event(*, moderator: Actor, group: Group, draft: EventDraft) -> Event:
    """Put an event on the group's calendar; its members are told by a job.

    Raises :class:`Invalid` for a time that cannot be, :class:`Refused` unless ``moderator`` moderates a living group.
    """
    held = hold(group)
    may_moderate(moderator, held)
    must_live(held)
    if held.events.filter(ends_at__gt=clock.now()).count() >= MOST_EVENTS:
        raise Refused("Ce groupe a déjà beaucoup de rendez-vous à venir.")
    event = Event(group=held, made_by=moderator)
    _draw(event, draft)
    event.save(force_insert=True)
    enqueue(TELL, event_id=event.pk)
    return event


@transaction.atomic
def change_event(*, moderator: Actor, event: Event, draft: EventDraft, sequence: int) -> Event:
    """Change an event; ``sequence`` is the one the moderator saw: raises :class:`Stale` when it changed since."""
    may_moderate(moderator, event.group)
    must_live(event.group)
    held = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    if held.sequence != sequence or held.cancelled_at is not None:
        raise Stale("Ce rendez-vous a changé entre-temps. Relisez-le avant d’enregistrer.")
    _draw(held, draft)
    held.sequence, held.changed_at = sequence + 1, clock.now()
    held.save()
    return held


@transaction.atomic
def cancel_event(*, moderator: Actor, event: Event) -> None:
    """Cancel an event, which stays on calendars as cancelled; twice changes nothing."""
    may_moderate(moderator, event.group)
    held = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    if held.cancelled_at is None:
        held.cancelled_at = held.changed_at = clock.now()
        held.sequence += 1
        held.save(update_fields=["cancelled_at", "changed_at", "sequence"])


def calendar_key(*, actor: Actor, group: Group) -> str:
    """Return the secret that lets a calendar program read a member's feed, which cannot sign in."""
    return signing.dumps([actor.pk, group.pk], salt=_SALT)


def member_of_key(key: str) -> tuple[int, int]:
    """Return whose secret this is and for which group; raise :class:`Missing` for one that is not this server's."""
    try:
        actor_id, group_id = signing.loads(key, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise Missing from None
    return int(actor_id), int(group_id)


def _draw(event: Event, draft: EventDraft) -> None:
    if not any(character.isalnum() for character in draft.title.text):
        raise Invalid("Donnez un titre au rendez-vous.", field="title")
    limits = (
        ("title", draft.title, LONGEST_TITLE),
        ("place", draft.place, LONGEST_PLACE),
        ("text", draft.text, LONGEST_TEXT),
    )
    for field, words, longest in limits:
        if len(words.text) > longest:
            raise Invalid("Ce texte a au plus %(longest)s caractères.", field=field, longest=longest)
    event.title, event.text, event.place = draft.title.text, draft.text.text, draft.place.text
    event.zone = checked_zone(draft.zone)
    event.starts_at = _moment(draft.starts, event.zone, "starts")
    event.ends_at = _moment(draft.ends, event.zone, "ends")
    _check_moments(event.starts_at, event.ends_at)


def _moment(told: datetime, zone: str, field: str) -> datetime:
    try:
        return told.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except OverflowError:
        # The first or the last day of the calendar, carried beyond it by the zone.
        raise Invalid("Choisissez une date à venir, dans les trois ans.", field=field) from None


def _check_moments(starts: datetime, ends: datetime) -> None:
    if ends <= starts:
        raise Invalid("Un rendez-vous finit après son début.", field="ends")
    if ends - starts > LONGEST_EVENT:
        raise Invalid("Un rendez-vous dure au plus un mois.", field="ends")
    if ends < clock.now() or starts > clock.now() + FURTHEST:
        raise Invalid("Choisissez une date à venir, dans les trois ans.", field="starts")
