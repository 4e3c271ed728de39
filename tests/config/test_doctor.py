"""The doctor finds what is wrong, says what mends it, and is content with a healthy server."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from tests.config.program import toctoc
from toctoc.config import checks
from toctoc.config.environment import Environment
from toctoc.jobs.models import Job
from toctoc.jobs.models.job import JobState
from toctoc.jobs.services import queue, schedule
from toctoc.kernel import clock
from toctoc.live.services import announce
from toctoc.people.models import Account
from toctoc.proofs.paths.by_hand.models import Application

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from toctoc.config.checks import Finding
    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db


def found(part: Callable[[], Iterator[Finding]]) -> str:
    """Return all that a part says, with what mends it."""
    return " ".join(f"{finding.says} {finding.mend}" for finding in part())


def is_well(part: Callable[[], Iterator[Finding]]) -> bool:
    return all(finding.is_well for finding in part())


def changed(monkeypatch: pytest.MonkeyPatch, **values: object) -> None:
    before: Environment = settings.ENVIRONMENT
    facts = {name: getattr(before, name) for name in Environment.__slots__}
    monkeypatch.setattr(settings, "ENVIRONMENT", Environment(**{**facts, **values}))


def test_a_queue_without_a_worker_is_found() -> None:
    assert "no worker is running" in found(checks.check_queue)
    schedule.beat()
    assert is_well(checks.check_queue)
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert "no worker is running" in found(checks.check_queue)


def test_a_job_that_waits_and_a_job_given_up_are_found() -> None:
    schedule.beat()
    queue.enqueue("t", run_at=clock.now() - timedelta(minutes=12))
    assert "12 minutes" in found(checks.check_queue)
    Job.objects.update(state=JobState.DEAD)
    assert "1 jobs were given up" in found(checks.check_queue)


def test_a_folder_open_to_others_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(monkeypatch, data_dir=tmp_path)
    secret = tmp_path / "secret.key"
    secret.touch(mode=0o600)
    tmp_path.chmod(0o700)
    assert is_well(checks.check_permissions)
    secret.chmod(0o644)
    assert f"chmod 600 {secret}" in found(checks.check_permissions)
    secret.chmod(0o600)
    tmp_path.chmod(0o755)
    assert f"chmod 700 {tmp_path}" in found(checks.check_permissions)


def test_a_folder_that_is_not_there_or_full_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(monkeypatch, data_dir=tmp_path)
    assert is_well(checks.check_storage)
    monkeypatch.setattr(checks, "LEAST_FREE", 1 << 62)
    assert "Free some space" in found(checks.check_storage)
    changed(monkeypatch, data_dir=tmp_path / "nowhere")
    assert "cannot be written to" in found(checks.check_storage)


def test_a_clock_that_went_back_is_found() -> None:
    assert is_well(checks.check_clock)
    with clock.at(clock.now() + timedelta(hours=1)):
        announce("thread", channels=["public"], payload={})
    assert "after now" in found(checks.check_clock)


def test_a_server_for_the_world_needs_mail_and_a_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_well(checks.check_settings)
    assert is_well(checks.check_mail)
    changed(monkeypatch, base_url="http://toctoc.example")
    assert "https://" in found(checks.check_settings)
    assert "TOCTOC_EMAIL_URL" in found(checks.check_mail)


def test_a_mail_server_that_does_not_answer_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
    monkeypatch.setattr(settings, "EMAIL_HOST", "127.0.0.1")
    monkeypatch.setattr(settings, "EMAIL_PORT", 1)
    assert "127.0.0.1 does not take messages" in found(checks.check_mail)


def test_a_journal_that_makes_readers_wait_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_journal_mode", lambda: "delete")
    on_sqlite = settings.ENVIRONMENT.database.vendor == "sqlite"
    assert ("mode delete" in found(checks.check_database)) == on_sqlite
    monkeypatch.setattr(checks, "_journal_mode", lambda: "wal")
    assert is_well(checks.check_database)


def test_a_server_with_one_moderator_is_found_when_somebody_waits(vigie: Account, dehors: Actor) -> None:
    assert "needs 2 different people" in found(checks.check_moderation)
    assert is_well(checks.check_moderation)
    Application.objects.create(actor=dehors, profession="doctor", means="known")
    assert "Let another account moderate" in found(checks.check_moderation)
    assert not is_well(checks.check_moderation)
    Account.objects.filter(actors=dehors).update(is_moderator=True)
    assert is_well(checks.check_moderation)


@pytest.mark.slow
def test_the_command_says_what_to_mend_in_words_and_in_json(tmp_path: Path) -> None:
    told = toctoc(tmp_path, "doctor")
    assert told.returncode == 1
    assert "MEND  database" in told.stdout
    facts = json.loads(toctoc(tmp_path, "doctor", "--json").stdout)
    assert facts["is_well"] is False
    assert {"settings", "database", "queue", "storage", "clock", "mail", "permissions", "moderation"} == {
        finding["part"] for finding in facts["findings"]
    }
