"""Events as iCalendar (RFC 5545)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

HERE = "Europe/Paris"
# Those offered on the form; any known zone does in the API.
ZONES = (
    HERE, "Europe/Brussels", "Europe/Zurich", "America/Guadeloupe", "America/Martinique", "America/Cayenne",
    "America/Montreal", "Indian/Reunion", "Indian/Mayotte", "Pacific/Noumea", "Pacific/Tahiti", "UTC",
)  # fmt: skip
_PRODUCT = "-//Toctoc//Groupes//FR"


@dataclass(frozen=True, slots=True)
class Entry:
    """One event; moments are in UTC and shown in ``zone``, ``sequence`` grows with each change."""

    uid: str
    title: str
    text: str
    place: str
    address: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    sequence: int
    changed_at: datetime
    is_cancelled: bool


def checked_zone(name: str) -> str:
    """Return the name of a time zone, Paris for an empty one; raise :class:`Invalid` for one that nobody knows."""
    try:
        return ZoneInfo(name or HERE).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid("Ce fuseau horaire n’existe pas.", field="zone") from None


def calendar_of(name: str, entries: Sequence[Entry]) -> bytes:
    """Return a calendar of ``entries``; the time zones it names stand in it."""
    # Loaded at the first calendar: most processes never make one.
    from icalendar import Calendar, Event  # noqa: PLC0415

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        event, zone = Event(), ZoneInfo(entry.zone)
        event.add("uid", entry.uid)
        event.add("summary", entry.title)
        event.add("dtstamp", entry.changed_at)
        event.add("dtstart", entry.starts_at.astimezone(zone))
        event.add("dtend", entry.ends_at.astimezone(zone))
        event.add("sequence", entry.sequence)
        event.add("url", entry.address)
        event.add("class", "PRIVATE")
        event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
        for field, words in (("description", entry.text), ("location", entry.place)):
            if words:
                event.add(field, words)
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
