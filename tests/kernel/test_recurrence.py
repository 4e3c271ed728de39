"""When what comes back comes next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from toctoc.kernel.recurrence import Recurrence


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_every_counts_from_the_moment() -> None:
    assert Recurrence(every=timedelta(minutes=5)).after(utc("2026-11-22T10:00")) == utc("2026-11-22T10:05")


@pytest.mark.parametrize(
    ("moment", "following"),
    [
        ("2026-11-22T02:00", "2026-11-22T02:30"),  # 03:00 in Paris: today
        ("2026-11-22T02:30", "2026-11-23T02:30"),  # just now: tomorrow
        ("2026-07-01T12:00", "2026-07-02T01:30"),  # summer time
        ("2026-03-28T12:00", "2026-03-29T01:30"),  # the night that loses an hour
        ("2026-10-24T12:00", "2026-10-25T02:30"),  # the night that has one more
    ],
)
def test_at_is_an_hour_in_paris(moment: str, following: str) -> None:
    rule = Recurrence.of(None, "03:30")
    assert rule is not None
    assert rule.after(utc(moment)) == utc(following)


def test_an_hour_that_summer_time_skips_still_comes_once() -> None:
    rule = Recurrence.of(None, "02:30")
    assert rule is not None
    first = rule.after(utc("2026-03-28T12:00"))
    assert utc("2026-03-29T00:00") < first < utc("2026-03-29T03:00")
    assert rule.after(first) > first + timedelta(hours=20)


def test_a_task_says_every_or_at_and_not_both() -> None:
    with pytest.raises(ValueError, match="not both"):
        Recurrence.of(timedelta(hours=1), "03:30")
    with pytest.raises(ValueError, match="not at once"):
        Recurrence.of(timedelta(0), "")
    assert Recurrence.of(None, "") is None
