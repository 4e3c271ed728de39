"""Which time counts while a question waits; waves as data."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from toctoc.questions.rules.routing.fit import Circle
from toctoc.questions.rules.routing.times import due, holidays, is_open
from toctoc.questions.rules.routing.waves import AGAIN, PLAN
from toctoc.questions.rules.urgency import PATIENCE, Urgency

PARIS = ZoneInfo("Europe/Paris")


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_what_is_wanted_now_waits_for_no_morning() -> None:
    night = paris("2026-01-01T03:00")
    assert due(night, minutes(5), Urgency.NOW) == night + minutes(5)
    assert is_open(night, Urgency.NOW)


@pytest.mark.parametrize(
    ("urgency", "asked", "wait", "expected"),
    [
        (Urgency.TODAY, "2026-11-24T10:00", 30, "2026-11-24T10:30"),
        (Urgency.TODAY, "2026-11-24T21:30", 60, "2026-11-25T08:30"),
        (Urgency.TODAY, "2026-11-24T02:00", 0, "2026-11-24T08:00"),
        (Urgency.TODAY, "2026-11-28T21:50", 30, "2026-11-30T08:20"),  # over a Sunday
        (Urgency.WEEK, "2026-11-27T19:00", 120, "2026-11-28T09:00"),
        (Urgency.WEEK, "2026-11-28T11:30", 60, "2026-11-30T08:30"),  # Saturdays end at noon
        (Urgency.WEEK, "2026-07-13T19:30", 60, "2026-07-15T08:30"),  # over the 14th of July
        (Urgency.WEEK, "2026-11-24T08:00", 24 * 60, "2026-11-25T20:00"),  # two days of twelve hours
    ],
)
def test_others_count_open_hours_only(urgency: Urgency, asked: str, wait: int, expected: str) -> None:
    assert due(paris(asked), minutes(wait), urgency) == paris(expected)


def test_the_night_that_loses_an_hour_and_the_one_that_has_one_twice_count_real_time() -> None:
    spring, autumn = paris("2026-03-29T01:30"), paris("2026-10-25T01:30")
    assert due(spring, minutes(60), Urgency.NOW) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # 03:30 on the wall
    assert due(autumn, minutes(120), Urgency.NOW) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 02:30, the second
    assert due(paris("2026-03-28T21:30"), minutes(60), Urgency.TODAY) == datetime(2026, 3, 30, 6, 30, tzinfo=UTC)
    assert due(paris("2026-10-24T21:30"), minutes(60), Urgency.TODAY) == datetime(2026, 10, 26, 7, 30, tzinfo=UTC)


def test_an_hour_given_in_another_zone_is_the_same_moment() -> None:
    asked = paris("2026-11-24T21:30")
    assert due(asked.astimezone(UTC), minutes(60), Urgency.TODAY) == due(asked, minutes(60), Urgency.TODAY)


@pytest.mark.parametrize("urgency", [Urgency.TODAY, Urgency.WEEK])
def test_waiting_in_two_parts_is_waiting_once(urgency: Urgency) -> None:
    asked = paris("2026-03-27T05:17")
    for part in range(0, 3_000, 171):
        whole = due(asked, minutes(3_000), urgency)
        assert due(due(asked, minutes(part), urgency), minutes(3_000 - part), urgency) == whole


def test_public_holidays_are_the_eleven_of_france() -> None:
    assert {day for day in holidays(2026) if day.month in {4, 5}} == {
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 8),
        date(2026, 5, 14),
        date(2026, 5, 25),
    }
    assert len(holidays(2026)) == 11
    easter_mondays = {date(2024, 4, 1), date(2025, 4, 21), date(2027, 3, 29), date(2038, 4, 26)}
    assert all(day in holidays(day.year) for day in easter_mondays)
    assert not is_open(paris("2026-05-14T10:00"), Urgency.TODAY)
    assert is_open(paris("2026-05-15T10:00"), Urgency.TODAY)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_waves_widen_and_end_with_a_named_correspondent_before_patience_does(urgency: Urgency) -> None:
    steps = PLAN[urgency]
    assert [step.circle for step in steps] == list(Circle)
    assert all(before.after < then.after for before, then in pairwise(steps))
    assert steps[0].after == timedelta()
    asked = paris("2026-11-23T09:00")
    assert steps[-1].after < AGAIN[urgency].after
    assert due(asked, AGAIN[urgency].after, urgency) < asked + PATIENCE[urgency]
    assert all(0 < step.size <= 30 for step in steps)
