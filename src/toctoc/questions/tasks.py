"""What this room does by itself."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.kernel import clock
from toctoc.kernel.errors import Stale
from toctoc.kernel.tasks import long_task
from toctoc.questions.models import Question
from toctoc.questions.rules.life import State
from toctoc.questions.rules.urgency import PATIENCE
from toctoc.questions.services.questions import give_up_waiting

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work
    from toctoc.questions.rules.urgency import Urgency

BATCH = 100


@long_task("questions.give_up_waiting", every=timedelta(minutes=5))
def give_up(work: Work) -> None:
    """Say of each question that nobody answered in its time, one transaction each, so that writers pass between."""
    for urgency in PATIENCE:
        while waiting := _out_of_patience(urgency):
            for question in waiting:
                # Somebody answered since it was read: that is what everybody hoped for.
                with contextlib.suppress(Stale):
                    give_up_waiting(question=question)
                work.progress.step()


def _out_of_patience(urgency: Urgency) -> list[Question]:
    since = clock.now() - PATIENCE[urgency]
    waiting = Question.objects.filter(state=State.OPEN, urgency=urgency, state_since__lt=since)
    return list(waiting.order_by("state_since")[:BATCH])
