"""Killing a worker in the middle loses nothing and doubles nothing: with real processes."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.config.program import ROOT, variables
from tests.databases import rows

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("killed")
    run(path, "-m", "toctoc.config.serve.prepare").check_returncode()
    return path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, *arguments], env=variables(folder), cwd=ROOT, check=False, timeout=60)


@pytest.mark.slow
def test_workers_that_are_killed_lose_nothing_and_double_nothing(folder: Path) -> None:
    run(folder, "-m", "tests.jobs.killable", "enqueue", "30").check_returncode()
    deaths = 0
    while (code := run(folder, "-m", "tests.jobs.killable", "work").returncode) != 0:
        assert code == -signal.SIGKILL
        deaths += 1
        assert deaths < 9
    assert deaths == 5  # jobs 3, 10, 17, 24 and the long one
    assert rows(folder, "SELECT count(*) FROM jobs_job WHERE state <> 'done'") == [(0,)]
    written = Counter(subject for (subject,) in rows(folder, "SELECT subject FROM live_liveevent WHERE subject > 0"))
    assert written == dict.fromkeys(range(1, 31), 1)


@pytest.mark.slow
def test_two_workers_share_the_work_and_never_a_job(folder: Path) -> None:
    run(folder, "-m", "tests.jobs.killable", "enqueue-plain", "400").check_returncode()
    command = [sys.executable, "-m", "tests.jobs.killable", "share"]
    workers = [subprocess.Popen(command, env=variables(folder), cwd=ROOT, stdin=subprocess.PIPE) for _ in range(2)]
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write(b".")
        worker.stdin.close()
    assert [worker.wait(timeout=60) for worker in workers] == [0, 0]
    assert rows(folder, "SELECT count(*) FROM jobs_job WHERE task = 'plain' AND state <> 'done'") == [(0,)]
    assert rows(folder, "SELECT max(attempts) FROM jobs_job WHERE task = 'plain'") == [(1,)]
    written = rows(folder, "SELECT count(*), count(DISTINCT subject) FROM live_liveevent WHERE subject > 1000")
    assert written == [(400, 400)]
