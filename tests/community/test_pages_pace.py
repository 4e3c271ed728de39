"""How much one actor may write."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from toctoc.community.rules.pace import IN_A_DAY, IN_A_ROW, check_pace
from toctoc.kernel.errors import TooMany
from toctoc.kernel.ids import id_at

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def written(count: int, every: timedelta) -> list[int]:
    """Return the ids of ``count`` posts up to noon, newest first."""
    return [id_at(NOON - every * number) for number in range(count)]


def test_a_busy_evening_is_welcome() -> None:
    check_pace(written(200, timedelta(minutes=1)), NOON)


def test_the_thirty_first_in_ten_minutes_waits_for_the_first_to_be_old_enough() -> None:
    with pytest.raises(TooMany) as refused:
        check_pace(written(IN_A_ROW.posts, timedelta(seconds=1)), NOON)
    assert refused.value.retry_after == 600 - 29 + 1


def test_three_hundred_in_a_day_are_enough() -> None:
    with pytest.raises(TooMany) as refused:
        check_pace(written(IN_A_DAY.posts, timedelta(minutes=3)), NOON)
    assert refused.value.retry_after == 24 * 3600 - 299 * 180 + 1
    check_pace(written(IN_A_DAY.posts - 1, timedelta(minutes=3)), NOON)
