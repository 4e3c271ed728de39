"""What writers leave for open screens, and for how long."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from tests.conftest import question_by
from toctoc.kernel import clock
from toctoc.kernel.progress import Progress
from toctoc.kernel.tasks import Work
from toctoc.live import services, tasks
from toctoc.live.models import LiveEvent
from toctoc.live.services import announce, retract
from toctoc.people.services.actors import suspend

if TYPE_CHECKING:
    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db


def test_an_announcement_names_things_and_quotes_nothing(ruisseau: Actor) -> None:
    LiveEvent.objects.all().delete()
    question_by(ruisseau, text="Une phrase que personne ne doit lire ici.")
    payloads = "".join(LiveEvent.objects.values_list("payload", flat=True))
    assert payloads
    assert "phrase" not in payloads


def test_what_is_rolled_back_is_never_announced() -> None:
    with transaction.atomic():
        announce("question", channels=["public"], payload={})
        transaction.set_rollback(True)
    assert not LiveEvent.objects.exists()


def test_what_is_taken_back_is_gone() -> None:
    announce("thread", channels=["public"], payload={}, subject=5)
    announce("thread", channels=["public"], payload={}, subject=6)
    retract(5)
    assert list(LiveEvent.objects.values_list("subject", flat=True)) == [6]


def test_yesterday_is_forgotten_in_batches_and_today_is_kept() -> None:
    with clock.at(clock.now() - timedelta(days=2)):
        for _ in range(5):
            announce("thread", channels=["public"], payload={})
    announce("thread", channels=["public"], payload={}, subject=1)
    assert services.forget_old(most=2) == 2
    tasks.forget_old(Work(1, 1, Progress(lambda _done, _total: True)))
    assert list(LiveEvent.objects.values_list("subject", flat=True)) == [1]


def test_a_suspended_actors_streams_are_ended(avril: Actor) -> None:
    suspend(actor=avril)
    event = LiveEvent.objects.filter(kind="standing").latest("id")
    assert event.channels == f"actor:{avril.pk}"
