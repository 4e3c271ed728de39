"""The invented directory of the demonstration: the same for the same seed, and one that opens the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.utils.module_loading import autodiscover_modules

from tests.conftest import person, signed_in
from toctoc.config.cli import demo
from toctoc.config.world import directory, making
from toctoc.config.world.directory import FILE, PEOPLE, open_directory
from toctoc.config.world.plan import Plan
from toctoc.config.world.steps import silent
from toctoc.jobs.services.worker import Worker
from toctoc.people.rules.registers import luhn_holds
from toctoc.proofs.paths.directory.models import Edition, Listed

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from django.conf import LazySettings

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings: LazySettings) -> Path:
    """The data folder of the suite."""
    found: Path = settings.ENVIRONMENT.data_dir
    return found


def test_the_same_seed_makes_the_same_directory(folder: Path) -> None:
    open_directory(1, silent)
    first = (folder / FILE).read_text()
    assert Edition.objects.get().people == Listed.objects.count() == PEOPLE
    open_directory(1, silent)
    assert (folder / FILE).read_text() == first
    assert Edition.objects.count() == 1
    open_directory(2, silent)
    assert (folder / FILE).read_text() != first


def test_nobody_in_it_exists() -> None:
    for number in (0, 1, 99_999_999):
        made = directory.fictional_number(number)
        assert made.startswith("99")
        assert luhn_holds(made)


def test_whoever_reads_the_file_can_try_the_way(folder: Path) -> None:
    open_directory(1, silent)
    _header, line, *_ = (folder / FILE).read_text().splitlines()
    _kind, identifier, last, first, _profession, _category, _specialty, mailbox = line.split("|")
    who = signed_in(person("lichen")).client
    asked = who.post("/preuves/annuaire/", {"number": identifier, "last": last, "first": first, "mailbox": mailbox})
    assert asked.status_code == 302
    autodiscover_modules("tasks")
    Worker().drain()
    assert mail.outbox[-1].to == [mailbox]


def test_a_world_is_made_with_one_and_the_demonstration_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(_scale: object, seed: int, until: datetime, _steps: object) -> Plan:
        return Plan(start=until, end=until, seed=seed, noticed_since=until)

    monkeypatch.setattr(making, "plan_of", nobody)
    monkeypatch.setattr(making, "open_peers", lambda *_: None)
    making.make_world("large", 1, None, silent)
    assert Listed.objects.count() == PEOPLE
    assert FILE in demo.welcome(8_123, 8_125)
