"""Busy times of a calendar: from when to when, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from toctoc.questions.rules.calendars.lines import Component, Line, components_in
from toctoc.questions.rules.calendars.repeating import Budget, Rule, Unfollowed, first_of, is_past, rule_in

if TYPE_CHECKING:
    from collections.abc import Iterator

# What is kept of one calendar, after what touches was joined.
MOST_SPANS = 5_000
LONGEST_EVENT = timedelta(days=92)
_DATE = re.compile(r"\d{8}", re.ASCII)
_MOMENT = re.compile(r"(\d{8})T(\d{6})(Z?)", re.ASCII)
_DURATION = re.compile(
    r"\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?", re.ASCII
)
_DAY = timedelta(days=1)

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch that is looked at, in UTC, and the clock of moments that name none."""

    since: datetime
    until: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Busy:
    """Busy times in UTC, in order and apart; ``unread`` events could not be followed."""

    spans: tuple[Span, ...]
    unread: int


@dataclass(frozen=True, slots=True)
class _Start:
    """When something begins: on the wall clock of a zone, or a whole day of it."""

    wall: datetime
    zone: ZoneInfo
    is_day: bool

    @property
    def moment(self) -> datetime:
        """The moment in UTC; an hour that the clocks skip is read as before the change (RFC 5545, 3.3.5)."""
        return self.wall.replace(tzinfo=self.zone).astimezone(UTC)

    def on(self, day: date) -> _Start:
        return _Start(datetime.combine(day, self.wall.time()), self.zone, self.is_day)


def busy_in(file: bytes, window: Window) -> Busy:
    """Return the busy times of an iCalendar file inside of a window.

    An event counts unless it says to be transparent or cancelled. Raises :class:`toctoc.kernel.errors.Invalid` for
    what is no calendar; an event that is wrong in itself is passed over and counted.
    """
    components, named = components_in(file)
    usual = _zone(named) or ZoneInfo(window.zone)
    moved, budget = _moved(components, usual), Budget()
    found: list[Span] = []
    unread = 0
    for component in components:
        try:
            for start, end in _spans(component, usual, window, moved, budget):
                if start < window.until and end > window.since and start < end:
                    found.append((max(start, window.since), min(end, window.until)))
        except (ValueError, OverflowError):
            unread += 1
    return Busy(_joined(found), unread)


def _spans(
    component: Component, usual: ZoneInfo, window: Window, moved: frozenset[tuple[str, datetime]], budget: Budget
) -> Iterator[Span]:
    if component.kind == "VFREEBUSY":
        yield from _told_busy(component, usual)
        return
    begins = component.first("DTSTART")
    if begins is None or component.word("TRANSP") == "TRANSPARENT" or component.word("STATUS") == "CANCELLED":
        return
    start = _start(begins, usual)
    length = min(_length(component, start, usual), LONGEST_EVENT)
    is_moved, uid = component.first("RECURRENCE-ID") is not None, component.word("UID")
    left_out = _listed(component, "EXDATE", usual)
    starts = iter([start]) if is_moved else _starts(component, start, usual, window, budget)
    for one in starts:
        is_out = not left_out.isdisjoint({one.moment, one.wall.date()}) or (not is_moved and (uid, one.moment) in moved)
        if not is_out:
            yield _span(one, length)


def _span(start: _Start, length: timedelta) -> Span:
    """Return one occurrence: a whole day is as long as the clocks make it, other lengths are exact."""
    if start.is_day:
        return start.moment, (start.wall + length).replace(tzinfo=start.zone).astimezone(UTC)
    return start.moment, start.moment + length


def _starts(component: Component, start: _Start, usual: ZoneInfo, window: Window, budget: Budget) -> Iterator[_Start]:
    yield start
    if "EXRULE" in component.lines:
        raise Unfollowed
    for line in component.lines.get("RDATE", [])[:_MOST_LINES]:
        for value in line.value.split(",")[:_MOST_VALUES]:
            yield _start(Line(line.parameters, value.partition("/")[0]), usual)
    for line in component.lines.get("RRULE", [])[:_MOST_LINES]:
        yield from _repeated(rule_in(line.value), start, window, budget)


# Lines of one name that an event may have, and dates on each.
_MOST_LINES = 100
_MOST_VALUES = 1_000


def _repeated(rule: Rule, start: _Start, window: Window, budget: Budget) -> Iterator[_Start]:
    if is_past(rule, window.since):
        return
    # Whatever the zones, and however long: an occurrence that reaches into the window begins after this day.
    since = (window.since - LONGEST_EVENT - _DAY).date()
    for day in rule.days(first_of(rule, start.wall.date(), since), (window.until + _DAY).date(), budget):
        one = start.on(day)
        if rule.until and _is_after(one, rule.until):
            return
        if day >= since:
            yield one


def _is_after(start: _Start, until: str) -> bool:
    if _DATE.fullmatch(until):
        return f"{start.wall:%Y%m%d}" > until
    if until.endswith("Z"):
        return f"{start.moment:%Y%m%dT%H%M%SZ}" > until
    return f"{start.wall:%Y%m%dT%H%M%S}" > until


def _moved(components: list[Component], usual: ZoneInfo) -> frozenset[tuple[str, datetime]]:
    """Return which occurrences have an event of their own, so that they are not counted where they were."""
    found = set()
    for component in components:
        line = component.first("RECURRENCE-ID")
        if line is not None:
            try:
                found.add((component.word("UID"), _start(line, usual).moment))
            except (ValueError, OverflowError):
                continue
    return frozenset(found)


def _listed(component: Component, name: str, usual: ZoneInfo) -> set[datetime | date]:
    listed: set[datetime | date] = set()
    for line in component.lines.get(name, [])[:_MOST_LINES]:
        for value in line.value.split(",")[:_MOST_VALUES]:
            one = _start(Line(line.parameters, value), usual)
            listed.add(one.wall.date() if one.is_day else one.moment)
    return listed


def _told_busy(component: Component, usual: ZoneInfo) -> Iterator[Span]:
    for line in component.lines.get("FREEBUSY", [])[:_MOST_VALUES]:
        if line.parameters.get("FBTYPE", "BUSY").upper() == "FREE":
            continue
        for value in line.value.split(",")[:_MOST_VALUES]:
            first, _, second = value.partition("/")
            start = _start(Line({}, first), usual).moment
            end = start + _duration(second) if second[:1] in {"P", "+"} else _start(Line({}, second), usual).moment
            yield start, min(end, start + LONGEST_EVENT)


def _length(component: Component, start: _Start, usual: ZoneInfo) -> timedelta:
    ends = component.first("DTEND")
    if ends is not None:
        end = _start(ends, usual)
        return end.wall - start.wall if start.is_day else end.moment - start.moment
    lasts = component.first("DURATION")
    if lasts is not None:
        return _duration(lasts.value.strip())
    return _DAY if start.is_day else timedelta()


def _start(line: Line, usual: ZoneInfo) -> _Start:
    value = line.value.strip()
    if _DATE.fullmatch(value):
        return _Start(datetime.combine(_day(value), time()), usual, is_day=True)
    found = _MOMENT.fullmatch(value)
    if found is None:
        raise Unfollowed
    day, clock, utc = found.groups()
    # A leap second is the one before.
    at = time(int(clock[:2]), int(clock[2:4]), min(int(clock[4:]), 59))
    zone = ZoneInfo("UTC") if utc else _zone(line.parameters.get("TZID", "")) or usual
    return _Start(datetime.combine(_day(day), at), zone, is_day=False)


def _day(digits: str) -> date:
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _duration(text: str) -> timedelta:
    found = _DURATION.fullmatch(text)
    if found is None or not any(found.groups()):
        raise Unfollowed
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo | None:
    """Return the zone of a name: IANA's, with a program's prefix before it, or Windows'; ``None`` for any other."""
    # Loaded at the first calendar: most processes never read one.
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415

    told = name.strip().strip('"')
    for known in (told, "/".join(told.split("/")[-2:]), WINDOWS_TO_OLSON.get(told, "")):
        try:
            return ZoneInfo(known)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return None


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        elif len(joined) < MOST_SPANS:
            joined.append((start, end))
        else:
            break
    return tuple(joined)
