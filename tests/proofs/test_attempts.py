"""Attempts are counted in rows that every process shares."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from tests.config.program import PATIENCE, ROOT, variables
from tests.databases import rows
from toctoc.kernel import clock
from toctoc.kernel.errors import TooMany
from toctoc.proofs.models import Attempts
from toctoc.proofs.services.attempts import Limit, forget_attempts, try_once, try_shared

if TYPE_CHECKING:
    from pathlib import Path

THREE = Limit("a code", 3, timedelta(hours=1))
FIVE = Limit("a code, from anywhere", 5, timedelta(days=1))
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def tried(*tries: tuple[Limit, str]) -> bool:
    try:
        try_once(*tries)
    except TooMany:
        return False
    return True


@pytest.mark.django_db
def test_the_fourth_attempt_of_an_hour_is_refused_and_says_when_to_come_back() -> None:
    with clock.at(NOON + timedelta(minutes=10)):
        assert [tried((THREE, "anne")) for _ in range(4)] == [True, True, True, False]
        assert tried((THREE, "zoé"))
        with pytest.raises(TooMany) as refused:
            try_once((THREE, "anne"))
    assert refused.value.retry_after == 50 * 60
    with clock.at(NOON + timedelta(hours=1)):
        assert tried((THREE, "anne"))


@pytest.mark.django_db
def test_each_limit_counts_by_itself_and_the_longest_says_when() -> None:
    with clock.at(NOON):
        for whom in ("anne", "zoé"):
            assert [tried((THREE, whom), (FIVE, "")) for _ in range(2)] == [True, True]
        assert tried((THREE, "jules"), (FIVE, ""))
        with pytest.raises(TooMany) as refused:
            try_once((THREE, "marie"), (FIVE, ""))
    assert refused.value.retry_after == 12 * 60 * 60


@pytest.mark.django_db
def test_who_is_over_their_own_limit_takes_nothing_of_what_is_shared(caplog: pytest.LogCaptureFixture) -> None:
    with clock.at(NOON):
        for _ in range(20):
            with contextlib.suppress(TooMany):
                try_shared((THREE, "anne"), shared=FIVE)
        assert "a limit in all" not in caplog.text
        for _ in range(2):
            try_shared((THREE, "zoé"), shared=FIVE)
        with pytest.raises(TooMany):
            try_shared((THREE, "zoé"), shared=FIVE)
    assert "a limit in all is reached" in caplog.text


@pytest.mark.django_db
def test_rows_say_nothing_of_who_tried_and_are_forgotten() -> None:
    with clock.at(NOON):
        try_once((THREE, "anne@exemple.test"))
    assert b"anne" not in bytes(Attempts.objects.get().counter)
    with clock.at(NOON + timedelta(minutes=59)):
        assert forget_attempts() == 0
    with clock.at(NOON + timedelta(hours=1)):
        assert forget_attempts() == 1
    assert not Attempts.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_no_transaction_around_an_attempt_can_undo_its_count() -> None:
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        try_once((THREE, "anne"))


@pytest.mark.slow
def test_of_many_at_once_exactly_as_many_pass_as_the_limit_says(tmp_path: Path) -> None:
    env = variables(tmp_path)
    prepare = [sys.executable, "-m", "toctoc.config.serve.prepare"]
    subprocess.run(prepare, env=env, cwd=ROOT, check=True, timeout=PATIENCE)
    command = [sys.executable, "-m", "tests.proofs.guesser", "30", "41"]
    guessers = [subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(3)]
    passed = [int(guesser.communicate(timeout=PATIENCE)[0]) for guesser in guessers]
    assert sum(passed) == 41
    assert rows(tmp_path, "SELECT count FROM proofs_attempts ORDER BY count") == [(90,), (90,)]
