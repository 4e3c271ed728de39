"""Peers and waves for tests: people who proved what they are, and a worker that does what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import person
from toctoc.jobs.services.worker import Worker
from toctoc.kernel import clock
from toctoc.kernel.tasks import TASKS
from toctoc.questions import tasks
from toctoc.questions.models import Invitation, Wave
from toctoc.questions.services.routing.waves import WIDEN, widen

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from toctoc.people.models import Actor
    from toctoc.questions.models import Question


assert tasks.send_wave, "the room's tasks are registered"


def dermatologists(count: int, prefix: str = "derm") -> list[Actor]:
    return [person(f"{prefix}{number}", "doctor", "dermatology", proved=True) for number in range(count)]


def work(at: datetime | None = None) -> int:
    """Send the waves that are due, as a worker does."""
    with clock.at(at or clock.now()):
        return Worker({WIDEN: TASKS[WIDEN]}).drain()


def brought(question: Question) -> None:
    """Send the next wave of a question now, whatever the hour."""
    Wave.objects.filter(question=question, sent_at=None).update(due_at=clock.now())
    widen(question_id=question.pk)


def later(question: Question, wait: timedelta) -> None:
    """Send what is due so long after the question was asked."""
    work(question.post.created_at + wait)


def invited_to(question: Question) -> set[int]:
    return set(Invitation.objects.filter(question=question).values_list("actor_id", flat=True))


def waves_of(question: Question) -> list[tuple[int, str, int, bool]]:
    """Return turn, circle, number of people, whether it was sent."""
    rows = Wave.objects.filter(question=question).order_by("id")
    return [(wave.turn, wave.circle, wave.invited_count, wave.sent_at is not None) for wave in rows]
