"""Calendars of somebody's own: where they are, and what is busy in them. Titles and places are never kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.db import transaction

from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused, Stale
from toctoc.people.policies import may_speak
from toctoc.people.services.fetching import Unreachable, fetch
from toctoc.people.services.keys import digest_of, seal, unseal
from toctoc.questions.models import Availability, BusyTime, OwnCalendar
from toctoc.questions.rules.availability.hours import HERE
from toctoc.questions.rules.calendars.lines import LONGEST_FILE
from toctoc.questions.rules.calendars.reading import Window, busy_in

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.people.models import Actor
    from toctoc.questions.rules.calendars.reading import Busy

MOST_CALENDARS = 5
LONGEST_ADDRESS = 2_000
# How often an address is read, how far ahead; a file is read once, so it is read further.
EVERY = timedelta(hours=1)
AHEAD = timedelta(days=60)
AHEAD_OF_FILE = timedelta(days=366)
# A calendar that fails is asked less and less, and at last no more.
MOST_FAILURES = 12
_LONGEST_WAIT = timedelta(days=1)
_PURPOSE = "calendars of one's own"
UNREACHABLE, UNREADABLE = "unreachable", "unreadable"
_ACCEPT = "text/calendar"


@transaction.atomic
def read_address(*, actor: Actor, address: str) -> OwnCalendar:
    """Read from now on the calendar at an address, the first time within minutes; the same one is kept once.

    Raises :class:`Invalid` for what is no ``https`` address, :class:`Refused` for too many.
    """
    may_speak(actor)
    checked = checked_address(address)
    _make_room(actor)
    known = {"sealed": seal(_PURPOSE, checked)}
    row, _ = OwnCalendar.objects.get_or_create(actor=actor, digest=_digest(actor, checked), defaults=known)
    OwnCalendar.objects.filter(pk=row.pk).update(due_at=clock.now(), failures=0, trouble="")
    return row


@transaction.atomic
def read_file(*, actor: Actor, file: bytes) -> OwnCalendar:
    """Keep the busy times of a file that was sent, instead of those of the last one; the file itself is not kept.

    Raises :class:`Invalid` for what is no calendar.
    """
    may_speak(actor)
    busy = busy_in(file, _window(actor, AHEAD_OF_FILE))
    digest = _digest(actor, "")
    if not OwnCalendar.objects.filter(actor=actor, digest=digest).exists():
        _make_room(actor)
    row, _ = OwnCalendar.objects.get_or_create(actor=actor, digest=digest)
    _keep(row, busy)
    return row


@transaction.atomic
def forget_calendar(*, actor: Actor, calendar_id: int) -> None:
    """Forget a calendar and its busy times; twice changes nothing."""
    OwnCalendar.objects.filter(actor=actor, pk=calendar_id).delete()


def due_calendars(most: int) -> list[int]:
    """Return the calendars whose turn it is to be read, those that waited longest first."""
    due = OwnCalendar.objects.filter(due_at__lte=clock.now(), actor__suspended_at=None, actor__left_at=None)
    return list(due.order_by("due_at").values_list("pk", flat=True)[:most])


def read_due(*, calendar_id: int) -> None:
    """Ask for a calendar and keep what is busy in it; nobody else does meanwhile, and no lock is held while waiting."""
    now = clock.now()
    claimed = OwnCalendar.objects.filter(pk=calendar_id, due_at__lte=now).update(due_at=now + EVERY)
    row = OwnCalendar.objects.select_related("actor").filter(pk=calendar_id).first()
    if not claimed or row is None:
        return
    try:
        file = fetch(unseal(_PURPOSE, bytes(row.sealed)), LONGEST_FILE, accept=_ACCEPT)
        busy = busy_in(file, _window(row.actor, AHEAD))
    except (Unreachable, Stale):
        _failed(row, UNREACHABLE, now)
    except Invalid:
        _failed(row, UNREADABLE, now)
    else:
        with transaction.atomic():
            _keep(row, busy)


def host_of(row: OwnCalendar) -> str:
    """Return at which host a calendar is, for its owner's eyes; empty for a file, or when the key changed."""
    try:
        return urlsplit(unseal(_PURPOSE, bytes(row.sealed))).hostname or "" if row.sealed else ""
    except Stale:
        return ""


def checked_address(typed: str) -> str:
    """Return an address that may be asked; raise :class:`Invalid`.

    ``webcal`` is what programs write for the same. Whether the host is a public one is asked at each reading.
    """
    address = typed.strip()
    if address.lower().startswith("webcal://"):
        address = "https" + address[len("webcal") :]
    try:
        parts = urlsplit(address)
        is_plain = parts.scheme == "https" and bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:
        is_plain = False
    if not is_plain or len(address) > LONGEST_ADDRESS or not address.isprintable() or " " in address:
        raise Invalid("Collez une adresse qui commence par https://.", field="address")
    return address


@transaction.atomic
def _failed(row: OwnCalendar, trouble: str, now: datetime) -> None:
    failures = row.failures + 1
    wait = min(EVERY * 2**failures, _LONGEST_WAIT)
    following = now + wait if failures < MOST_FAILURES else None
    OwnCalendar.objects.filter(pk=row.pk).update(trouble=trouble, failures=failures, due_at=following)


def _keep(row: OwnCalendar, busy: Busy) -> None:
    """Put the busy times of a reading in the place of those of the last one."""
    # Held first, so that two readings at once leave the spans of one; whoever forgot it meanwhile wins.
    if not OwnCalendar.objects.select_for_update().filter(pk=row.pk).exists():
        return
    BusyTime.objects.filter(calendar=row).delete()
    BusyTime.objects.bulk_create(
        (BusyTime(calendar=row, actor_id=row.actor_id, starts_at=start, ends_at=end) for start, end in busy.spans),
        batch_size=500,
    )
    OwnCalendar.objects.filter(pk=row.pk).update(read_at=clock.now(), unread=busy.unread, trouble="", failures=0)


def _make_room(actor: Actor) -> None:
    if OwnCalendar.objects.filter(actor=actor).count() >= MOST_CALENDARS:
        raise Refused("Cinq agendas au plus. Retirez-en un d’abord.")


def _window(actor: Actor, ahead: timedelta) -> Window:
    zone = Availability.objects.filter(actor=actor).values_list("zone", flat=True).first() or HERE
    return Window(clock.now(), clock.now() + ahead, zone)


def _digest(actor: Actor, address: str) -> bytes:
    return digest_of(_PURPOSE, f"{actor.pk} {address}")
