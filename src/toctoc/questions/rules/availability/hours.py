"""The usual hours of a week, on the clock of the person who set them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from datetime import datetime

HERE = "Europe/Paris"
# Those offered on the form; any known zone does in the API.
ZONES = (
    HERE, "Europe/Brussels", "Europe/Zurich", "America/Guadeloupe", "America/Martinique", "America/Cayenne",
    "America/Montreal", "Indian/Reunion", "Indian/Mayotte", "Pacific/Noumea", "Pacific/Tahiti", "UTC",
)  # fmt: skip
DAYS = 7
_HOUR_MINUTES = 60
DAY_MINUTES = 24 * _HOUR_MINUTES
# Spans of one day that anybody needs: a morning, an afternoon, an evening, a night.
MOST_SPANS = 4
_SPAN = re.compile(r"(\d{1,2})(?:[h:](\d{2})?)?\s*[-–—à]\s*(\d{1,2})(?:[h:](\d{2})?)?", re.ASCII)
_DAYS_AFTER = re.compile("[,;]")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Week:
    """Spans of each day from Monday, in minutes after midnight; one that ends before it begins goes on the next day.

    Minutes are those of the wall clock: a change to or from summer time moves no hour.
    """

    days: tuple[tuple[Span, ...], ...] = ((),) * DAYS

    @property
    def is_empty(self) -> bool:
        """Tell whether no hour is set at all, which means any hour."""
        return not any(self.days)

    def holds(self, at: datetime) -> bool:
        """Tell whether a moment on the person's own clock is inside of the hours; any is when none is set."""
        if self.is_empty:
            return True
        minute, day = at.hour * _HOUR_MINUTES + at.minute, at.weekday()
        today = any(_begins_before(span, minute) for span in self.days[day])
        return today or any(end < start and minute < end for start, end in self.days[day - 1])

    def packed(self) -> str:
        """Return the hours as a row holds them: days by ``;``, spans by spaces."""
        if self.is_empty:
            return ""
        return ";".join(" ".join(f"{start}-{end}" for start, end in spans) for spans in self.days)


ANY_HOUR = Week()


@lru_cache(maxsize=4096)
def unpacked(text: str) -> Week:
    """Return the hours that :meth:`Week.packed` wrote."""
    if not text:
        return ANY_HOUR
    return Week(tuple(tuple(_pair(span) for span in day.split()) for day in text.split(";")))


def spans_in(typed: str) -> tuple[Span, ...]:
    """Return the spans of one day as people write them ("8h30-12h, 14:00-18:00"); raise :class:`Invalid`."""
    pieces = [piece.strip() for piece in _DAYS_AFTER.split(typed[:200]) if piece.strip()]
    if len(pieces) > MOST_SPANS:
        raise Invalid("Au plus %(most)s plages par jour.", field="hours", most=MOST_SPANS)
    spans = sorted(_span(piece) for piece in pieces)
    for (_, end), (start, _) in pairwise(spans):
        if start < end:
            raise Invalid("Deux plages de ce jour se chevauchent.", field="hours")
    return tuple(spans)


def spans_words(spans: tuple[Span, ...]) -> str:
    """Return spans as they are typed: "08:30-12:00, 14:00-18:00"."""
    return ", ".join(f"{_clock(start)}-{_clock(end)}" for start, end in spans)


def checked_zone(name: str) -> str:
    """Return the name of a time zone, Paris for an empty one; raise :class:`Invalid` for one that nobody knows."""
    try:
        return ZoneInfo(name or HERE).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid("Ce fuseau horaire n’existe pas.", field="zone") from None


def _span(piece: str) -> Span:
    found = _SPAN.fullmatch(piece)
    if found is None:
        raise Invalid("Écrivez les heures ainsi : 08:30-12:00, 14:00-18:00.", field="hours")
    clocks = [(int(hour), int(minutes or 0)) for hour, minutes in (found.group(1, 2), found.group(3, 4))]
    start, end = (hour * _HOUR_MINUTES + minutes for hour, minutes in clocks)
    is_a_clock = all(minutes < _HOUR_MINUTES for _, minutes in clocks)
    if not is_a_clock or start >= DAY_MINUTES or end > DAY_MINUTES or start == end:
        raise Invalid("Ces heures n’existent pas.", field="hours")
    return start, end


def _begins_before(span: Span, minute: int) -> bool:
    start, end = span
    return start <= minute and (minute < end or end < start)


def _pair(span: str) -> Span:
    start, _, end = span.partition("-")
    return int(start), int(end)


def _clock(minute: int) -> str:
    return f"{minute // _HOUR_MINUTES:02d}:{minute % _HOUR_MINUTES:02d}"
