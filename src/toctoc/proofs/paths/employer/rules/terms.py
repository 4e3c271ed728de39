"""How long an attestation lasts: until the end of a quarter.

A date of its own for each batch would be a mark by which an institution could find its people's seals again, on this
server or on one that was shown an attestation; all institutions share a handful of dates instead.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

LONGEST_MONTHS = 24
# Links can be used for this long.
LINK_LASTS = timedelta(days=30)
_QUARTER = 3


def terms_offered(today: date) -> list[date]:
    """Return the last days of quarters that an attestation given on ``today`` may last until, the nearest first.

    None within the life of a link (nobody would accept what has ended), none after ``LONGEST_MONTHS``.
    """
    last = _months_after(today, LONGEST_MONTHS)
    month = date(today.year, (today.month - 1) // _QUARTER * _QUARTER + 1, 1)
    ends = []
    while (end := _months_after(month, _QUARTER) - timedelta(days=1)) <= last:
        if end > today + LINK_LASTS:
            ends.append(end)
        month = _months_after(month, _QUARTER)
    return ends


def end_of(term: date, zone: ZoneInfo) -> datetime:
    """Return the moment at which what lasts until the day ``term``, included, is over."""
    after = term + timedelta(days=1)
    return datetime(after.year, after.month, after.day, tzinfo=zone)


def _months_after(day: date, months: int) -> date:
    """Return the same day so many months later; the last of the month when there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
