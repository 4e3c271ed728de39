"""The days on which an event comes back (RFC 5545, section 3.3.10), in a bounded number of steps.

Written here rather than taken from ``dateutil``: a rule that never comes true ("every 30 February") makes that one walk
to the year 9999 for each such event, and a file may hold thousands.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# Days looked at for one event at most (forty years of them), and for one file.
MOST_DAYS = 15_000
MOST_DAYS_OF_FILE = 1_000_000
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_KNOWN = frozenset(("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "WKST"))
_WEEK = 7
_YEAR_MONTHS = 12


class Unfollowed(ValueError):
    """A rule that is wrong, or of a kind we do not follow (by the hour, by number of week, by day of the year)."""


@dataclass(slots=True)
class Budget:
    """How many days may still be looked at for the whole file."""

    left: int = MOST_DAYS_OF_FILE

    def spend(self, days: int) -> bool:
        """Take some; tell whether there were enough."""
        self.left -= days
        return self.left >= 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it was written; ``by_days`` are pairs of an ordinal (0 is every) and a weekday from Monday."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: str = ""
    by_days: tuple[tuple[int, int], ...] = ()
    by_months: frozenset[int] = frozenset()
    by_month_days: frozenset[int] = frozenset()
    by_positions: frozenset[int] = frozenset()
    week_start: int = 0

    def days(self, first: date, last: date, budget: Budget) -> Iterator[date]:
        """Yield the days from ``first``, the event's own, to ``last``; raise :class:`Unfollowed` beyond the budget.

        With a count, every day is counted from the first on. Whoever needs a late stretch of a rule without one begins
        at :func:`first_of`.
        """
        seen = looked = 0
        for period, length in self._periods(first):
            looked += length
            if period[0] > last:
                return
            if looked > MOST_DAYS or not budget.spend(length):
                raise Unfollowed
            for day in self._chosen(period, first):
                if day < first:
                    continue
                if day > last or (self.count is not None and seen >= self.count):
                    return
                seen += 1
                yield day

    def _periods(self, first: date) -> Iterator[tuple[list[date], int]]:
        """Yield the days of each period of the frequency, and how many there were to look at."""
        try:
            for step in range(MOST_DAYS):
                days = self._period(first, step * self.interval)
                yield days, len(days)
        except (OverflowError, ValueError):
            return

    def _period(self, first: date, steps: int) -> list[date]:
        if self.frequency == "DAILY":
            return [first + timedelta(days=steps)]
        if self.frequency == "WEEKLY":
            monday = first - timedelta(days=(first.weekday() - self.week_start) % _WEEK) + timedelta(weeks=steps)
            return [monday + timedelta(days=n) for n in range(_WEEK)]
        if self.frequency == "MONTHLY":
            year, month = divmod(first.year * _YEAR_MONTHS + first.month - 1 + steps, _YEAR_MONTHS)
            return _month(year, month + 1)
        is_any_month = bool(self.by_days or self.by_month_days)
        months = sorted(self.by_months) or (range(1, _YEAR_MONTHS + 1) if is_any_month else [first.month])
        return [day for month in months for day in _month(first.year + steps, month)]

    def _chosen(self, period: list[date], first: date) -> list[date]:
        chosen = [day for day in period if self._holds(day, period, first)]
        if not self.by_positions:
            return chosen
        size = len(chosen)
        return [day for n, day in enumerate(chosen) if n + 1 in self.by_positions or n - size in self.by_positions]

    def _holds(self, day: date, period: list[date], first: date) -> bool:
        if not self._is_in_month(day):
            return False
        if self.by_days:
            return any(self._is_day(day, ordinal, weekday, period) for ordinal, weekday in self.by_days)
        if self.by_month_days or self.frequency == "DAILY":
            return True
        if self.frequency == "WEEKLY":
            return day.weekday() == first.weekday()
        return day.day == first.day and (
            self.frequency == "MONTHLY" or bool(self.by_months) or day.month == first.month
        )

    def _is_in_month(self, day: date) -> bool:
        if self.by_months and day.month not in self.by_months:
            return False
        length = monthrange(day.year, day.month)[1]
        return not self.by_month_days or bool({day.day, day.day - length - 1} & self.by_month_days)

    def _is_day(self, day: date, ordinal: int, weekday: int, period: list[date]) -> bool:
        if day.weekday() != weekday:
            return False
        if ordinal == 0 or self.frequency in {"DAILY", "WEEKLY"}:
            return True
        scope = _month(day.year, day.month) if self.by_months or self.frequency == "MONTHLY" else period
        same = [one for one in scope if one.weekday() == weekday]
        return abs(ordinal) <= len(same) and same[ordinal - 1 if ordinal > 0 else ordinal] == day


def rule_in(text: str) -> Rule:
    """Return a rule as ``RRULE`` says it; raise :class:`Unfollowed`."""
    parts = dict(piece.upper().split("=", 1) for piece in text.strip().split(";") if "=" in piece)
    if parts.get("FREQ") not in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"} or not set(parts) <= _KNOWN:
        raise Unfollowed
    return Rule(
        frequency=parts["FREQ"],
        interval=_number(parts.get("INTERVAL", "1"), 1, MOST_DAYS),
        count=_number(parts["COUNT"], 1, 10**9) if "COUNT" in parts else None,
        until=parts.get("UNTIL", ""),
        by_days=_by_days(parts.get("BYDAY", "")),
        by_months=_numbers(parts.get("BYMONTH", ""), 1, _YEAR_MONTHS),
        by_month_days=_numbers(parts.get("BYMONTHDAY", ""), -31, 31),
        by_positions=_numbers(parts.get("BYSETPOS", ""), -366, 366),
        week_start=WEEKDAYS.index(parts["WKST"]) if parts.get("WKST") in WEEKDAYS else 0,
    )


def first_of(rule: Rule, first: date, since: date) -> date:
    """Return a day on the same beat that is not after ``since``; the first one for a rule that counts."""
    if rule.count is not None or since <= first:
        return first
    if rule.frequency == "DAILY":
        return first + timedelta(days=(since - first).days // rule.interval * rule.interval)
    if rule.frequency == "WEEKLY":
        weeks = (since - first).days // _WEEK
        return first + timedelta(weeks=weeks // rule.interval * rule.interval)
    return first


def is_past(rule: Rule, since: datetime) -> bool:
    """Tell whether a rule ended before ``since``, from its date alone."""
    return bool(rule.until) and rule.until[:8] < f"{since - timedelta(days=2):%Y%m%d}"


def _month(year: int, month: int) -> list[date]:
    return [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]


def _by_days(text: str) -> tuple[tuple[int, int], ...]:
    pairs = []
    for piece in text.split(",") if text else []:
        found = _BYDAY.fullmatch(piece.strip())
        if found is None:
            raise Unfollowed
        pairs.append((int(found.group(1) or 0), WEEKDAYS.index(found.group(2))))
    return tuple(pairs)


def _numbers(text: str, least: int, most: int) -> frozenset[int]:
    return frozenset(_number(piece, least, most) for piece in text.split(",")) if text else frozenset()


def _number(text: str, least: int, most: int) -> int:
    try:
        number = int(text)
    except ValueError:
        raise Unfollowed from None
    if not least <= number <= most:
        raise Unfollowed
    return number
