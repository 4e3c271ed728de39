from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from toctoc.website.web import health

if TYPE_CHECKING:
    import pytest
    from django.test import Client


def test_a_living_process_says_ok_without_the_database(client: Client) -> None:
    # No `db` fixture: pytest-django refuses any query here.
    answer = client.get("/health/live")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_a_ready_server_says_so(client: Client, db: None) -> None:
    health.missing_migrations.cache_clear()
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert json.loads(answer.content) == {"ready": True, "database": "ok", "migrations": "ok"}


def test_a_dead_database_is_told(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def dead(*_: object, **__: object) -> None:
        raise OperationalError("unable to open database file")

    with monkeypatch.context() as broken_world:
        broken_world.setattr(connection, "cursor", dead)
        answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert json.loads(answer.content)["database"] == "OperationalError"


def test_a_missing_migration_is_named(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    health.missing_migrations.cache_clear()
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: [(FakeMigration(), False)])
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert json.loads(answer.content)["migrations"] == "1 to apply, first questions.0002_more"
    monkeypatch.undo()
    assert client.get("/health/ready").status_code == 200


class FakeMigration:
    """What a plan names."""

    app_label = "questions"
    name = "0002_more"
