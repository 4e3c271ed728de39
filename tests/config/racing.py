"""Two processes that do the same thing at the same moment, for test_racing: each waits for the other at each round."""

from __future__ import annotations

import json
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.conftest import eyes_of, person, question_by
from toctoc.kernel import clock
from toctoc.kernel.errors import ToctocError
from toctoc.people.models import Actor
from toctoc.privacy.services import clear
from toctoc.questions.models import DutyTurn, Question, QuestionMove, Wave
from toctoc.questions.rules.availability.pools import Aim
from toctoc.questions.services.duty.pools import join_pool, make_pool, take_turn
from toctoc.questions.services.questions import answer
from toctoc.questions.services.routing.waves import widen

ROUNDS, PATIENCE = 12, 60.0
RACERS = ("medecin1", "medecin2")


def prepare() -> None:
    """Lay out turns that nobody holds, and ask questions whose first wave was sent."""
    asker, *racers = (person(f"medecin{number}", "doctor", proved=True) for number in range(3))
    pool = make_pool(maker=asker, viewer=eyes_of(asker), aim=Aim(profession="doctor"))
    for racer in racers:
        join_pool(actor=racer, pool=pool)
    tomorrow = clock.now() + timedelta(days=1)
    for number in range(ROUNDS):
        starts_at = tomorrow + timedelta(hours=number)
        DutyTurn.objects.create(pool=pool, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
        question = question_by(asker, f"Que faire {number} ?")
        Wave.objects.filter(question=question).update(due_at=clock.now())
        widen(question_id=question.pk)


def race(folder: str, handle: str) -> None:
    """Take every turn and answer every question as one of the racers; print what was refused, in words."""
    actor, refused = Actor.objects.get(handle=handle), []
    turns, questions = DutyTurn.objects.select_related("pool").order_by("pk"), Question.objects.select_related("post")
    for number, turn in enumerate(turns):
        _meet(Path(folder), f"turn{number}", handle)
        try:
            take_turn(actor=actor, turn=turn)
        except ToctocError as error:
            refused.append([type(error).__name__, str(error)])
    for number, asked in enumerate(questions.order_by("pk")):
        _meet(Path(folder), f"question{number}", handle)
        answer(answerer=actor, question=asked, to=asked.post, text=clear(f"Moi, {handle}, je dirais cela."))
    sys.stdout.write(json.dumps(refused))


def facts() -> None:
    """Print what came of both."""
    questions = Question.objects.all()
    told: dict[str, Any] = {
        "held": list(DutyTurn.objects.values_list("holder__handle", "sequence")),
        "answers": sorted(set(questions.values_list("answers_count", "state"))),
        "without_first": questions.filter(first_answer_at=None).count(),
        "moves": QuestionMove.objects.count(),
        "planned": Wave.objects.filter(sent_at=None).count(),
        "sent": Wave.objects.count(),
    }
    sys.stdout.write(json.dumps(told))


def _meet(folder: Path, place: str, handle: str) -> None:
    """Wait until the other is there too."""
    (folder / f"{place}-{handle}").touch()
    ends_at = time.monotonic() + PATIENCE
    while not all((folder / f"{place}-{racer}").exists() for racer in RACERS):
        if time.monotonic() > ends_at:
            raise TimeoutError(place)
        time.sleep(0.0005)
