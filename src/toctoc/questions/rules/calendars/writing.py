"""Usual hours and turns of duty as a calendar that programs subscribe to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from toctoc.questions.rules.calendars.repeating import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from icalendar import Event

    from toctoc.questions.rules.availability.hours import Span, Week

_PRODUCT = "-//Toctoc//Gardes//FR"
# Programs are asked to come back so often (RFC 7986, section 5.7).
REFRESH = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A turn of duty, in UTC, shown on the clock of ``zone``; ``sequence`` grows with each change."""

    uid: str
    title: str
    address: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    sequence: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Hours:
    """Usual hours: what they are called, on which clock, and from which Monday on they are shown."""

    week: Week
    zone: str
    title: str
    uid: str
    since: date


def calendar_of(name: str, entries: Sequence[Entry], hours: Hours | None) -> bytes:
    """Return a calendar of turns, which take time, and of usual hours, which do not."""
    # Loaded at the first calendar: most processes never make one.
    from icalendar import Calendar, Event  # noqa: PLC0415

    calendar = Calendar()
    for key, value in (("prodid", _PRODUCT), ("version", "2.0"), ("method", "PUBLISH"), ("x-wr-calname", name)):
        calendar.add(key, value)
    calendar.add("refresh-interval", REFRESH, {"VALUE": "DURATION"})
    for entry in entries:
        event, zone = Event(), ZoneInfo(entry.zone)
        event.add("uid", entry.uid)
        event.add("summary", entry.title)
        event.add("url", entry.address)
        event.add("dtstamp", entry.changed_at)
        event.add("dtstart", entry.starts_at.astimezone(zone))
        event.add("dtend", entry.ends_at.astimezone(zone))
        event.add("sequence", entry.sequence)
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    for event in _weekly(hours) if hours is not None else ():
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _weekly(hours: Hours) -> list[Event]:
    from icalendar import Event  # noqa: PLC0415 as above

    found = []
    for day, spans in enumerate(hours.week.days):
        for number, span in enumerate(spans):
            start, end = _first(hours, day, span)
            event = Event()
            event.add("uid", f"{day}-{number}-{hours.uid}")
            event.add("summary", hours.title)
            event.add("dtstamp", start)
            event.add("dtstart", start)
            event.add("dtend", end)
            event.add("rrule", {"freq": "weekly", "byday": WEEKDAYS[day]})
            event.add("transp", "TRANSPARENT")
            event.add("class", "PRIVATE")
            found.append(event)
    return found


def _first(hours: Hours, day: int, span: Span) -> tuple[datetime, datetime]:
    start, end = span
    begins = datetime.combine(hours.since + timedelta(days=day), time(start // 60, start % 60), ZoneInfo(hours.zone))
    return begins, begins + timedelta(minutes=(end - start) % (24 * 60) or 24 * 60)
