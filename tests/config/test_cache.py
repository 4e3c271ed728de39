from __future__ import annotations

import pytest

from toctoc.config.cache import RedisOrMemory


@pytest.fixture
def away() -> RedisOrMemory:
    """A cache whose server is nowhere."""
    cache = RedisOrMemory("redis://127.0.0.1:1/0", {})
    cache.clear()
    return cache


def test_while_redis_is_away_the_process_keeps_its_own(away: RedisOrMemory) -> None:
    assert away.get("attempts", []) == []
    away.set("attempts", [1.0], 60)
    assert away.get("attempts") == [1.0]
    assert away.touch("attempts", 60)
    assert away.delete("attempts")
    assert away.get("attempts") is None


def test_a_lock_is_taken_once_though_redis_is_away(away: RedisOrMemory) -> None:
    assert [away.add("lock", 1, 5), away.add("lock", 1, 5)] == [True, False]


def test_an_absence_is_said_once_a_minute(away: RedisOrMemory, caplog: pytest.LogCaptureFixture) -> None:
    away._said_at = float("-inf")
    for number in range(3):
        away.set("n", number)
    assert caplog.text.count("redis does not answer") == 1
