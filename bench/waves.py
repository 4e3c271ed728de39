"""A burst of questions: when the last first wave was sent, on SQLite with one worker, and what one choice takes."""

from __future__ import annotations

import logging
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from secrets import SystemRandom
from typing import TYPE_CHECKING

from bench.figures import Figure
from bench.jobs import set_up

if TYPE_CHECKING:
    from toctoc.people.models import Actor

QUESTIONS, PEOPLE = 1_000, 10_000
CHOICES, COUNTED = 40, 10
# Nobody of these people said how many a day they take: what holds for them.
CAP = 2
# A worker that takes longer than this failed.
LONGEST = 300.0
SPECIALTIES = ("dermatology", "cardiology", "general_practice", "paediatrics", "psychiatry")
TOPICS = (("dermatologie",), ("cardiologie", "traitement"), ("diagnostic",), ("pediatrie",), ("psychiatrie",))


def measure(questions: int = QUESTIONS, people: int = PEOPLE) -> list[Figure]:
    """Return the seconds until everybody was told, and the milliseconds of one choice."""
    with tempfile.TemporaryDirectory(prefix="toctoc-waves-") as folder:
        set_up(Path(folder))
        logging.disable(logging.INFO)
        askers = _people(people)
        _ask(askers, questions)
        _index()
        choice = _choice()
        each = _statements()
        begun = time.perf_counter()
        busy = _work(Path(folder), questions, deadline=begun + LONGEST)
        burst = time.perf_counter() - begun
        told, sent, most, twice, notices = _told()
    if sent < questions or twice or most > CAP or notices != told:
        raise SystemExit(f"{sent} sent, {twice} invited twice, {most} for one person, {notices} notices of {told}.")
    target = 60.0 * questions / QUESTIONS
    return [
        Figure(f"last of {questions} questions brought to peers", burst, "s", at_most=target),
        Figure("processor time of the worker meanwhile", busy, "s"),
        Figure("the same, for one wave", busy * 1_000 / questions, "ms"),
        Figure("statements of one wave", each, ""),
        Figure("people told by them", told, ""),
        Figure("invited twice for one question", twice, "", at_most=0),
        Figure("most invitations of one person in a day", most, "", at_most=CAP),
        Figure(f"whom to invite, among {people} people", choice, "ms", at_most=200.0),
    ]


def _people(count: int) -> list[Actor]:
    """Write people who proved what they are, with answers of their own, and return a few who ask."""
    from toctoc.kernel import clock  # noqa: PLC0415 Django is set up by now
    from toctoc.people.models import Account, Actor  # noqa: PLC0415 same
    from toctoc.questions.models import Peer  # noqa: PLC0415 same
    from toctoc.questions.rules.routing.recency import with_answer  # noqa: PLC0415 same

    now = clock.now()
    accounts = Account.objects.bulk_create(
        (Account(email=f"p{number}@exemple.test", approved_at=now) for number in range(count)),
        batch_size=500,
    )
    actors = Actor.objects.bulk_create(
        (
            Actor(
                account=account,
                handle=f"p{number}",
                display_name=f"P{number}",
                profession="doctor",
                specialty=SPECIALTIES[number % len(SPECIALTIES)],
                proved_profession="doctor",
                proved_specialty=SPECIALTIES[number % len(SPECIALTIES)],
                proved_until=now + timedelta(days=300),
            )
            for number, account in enumerate(accounts)
        ),
        batch_size=500,
    )
    Peer.objects.bulk_create(
        (
            Peer(
                actor=actor,
                profession="doctor",
                specialty=actor.specialty,
                habit=with_answer(0.0, now - timedelta(hours=number % 2_000)) if number % 3 else 0.0,
            )
            for number, actor in enumerate(actors)
        ),
        batch_size=500,
    )
    return actors[:50]


def _ask(askers: list[Actor], count: int) -> None:
    from toctoc.privacy.services import clear  # noqa: PLC0415 Django is set up by now
    from toctoc.questions.services.questions import QuestionDraft, ask  # noqa: PLC0415 same

    for number in range(count):
        text = clear(f"Patient suivi depuis {number + 2} jours, douleur revenue à l’arrêt : reprendre ou adresser ?")
        draft = QuestionDraft(text, TOPICS[number % len(TOPICS)], "now", "professionals")
        ask(asker=askers[number % len(askers)], draft=draft)


def _index() -> None:
    """Build the index, by which those who answered what is near are found."""
    from toctoc.search.services.rebuild import rebuild  # noqa: PLC0415 Django is set up by now

    rebuild(lambda _count: None)


def _choice() -> float:
    """Return the processor time it takes to say whom a question would be brought to, the median of some."""
    from toctoc.kernel import clock  # noqa: PLC0415 Django is set up by now
    from toctoc.questions.models import Question  # noqa: PLC0415 same
    from toctoc.questions.queries.candidates import candidates, wanted_of  # noqa: PLC0415 same
    from toctoc.questions.rules.routing.choice import choose  # noqa: PLC0415 same
    from toctoc.questions.rules.routing.fit import Circle  # noqa: PLC0415 same

    taken = []
    for question in Question.objects.select_related("post", "asker")[:CHOICES]:
        begun = time.process_time()
        wanted = wanted_of(question)
        found = candidates(question, wanted, Circle.SPECIALTY, clock.now())
        choose(found, wanted, 12, chance=SystemRandom())
        taken.append((time.process_time() - begun) * 1_000)
    return statistics.median(taken)


def _statements() -> float:
    """Return the statements of one wave, the median of some."""
    from django.db import connection  # noqa: PLC0415 Django is set up by now

    from toctoc.questions.models import Question  # noqa: PLC0415 same
    from toctoc.questions.services.routing.waves import widen  # noqa: PLC0415 same

    counted = []
    for question in Question.objects.order_by("-pk")[:COUNTED]:
        seen: list[str] = []
        connection.connection.set_trace_callback(seen.append)
        widen(question_id=question.pk)
        connection.connection.set_trace_callback(None)
        counted.append(len(seen))
    return statistics.median(counted)


def _work(folder: Path, questions: int, *, deadline: float) -> float:
    """Let one worker, a program of its own, do all that waits until each first wave is out; return its seconds."""
    from django.db import connection  # noqa: PLC0415 Django is set up by now

    from toctoc.questions.models import Wave  # noqa: PLC0415 same

    connection.close()
    variables = {name: value for name, value in os.environ.items() if not name.startswith("TOCTOC_")}
    variables["TOCTOC_DATA_DIR"] = str(folder)
    program = [str(Path(sys.executable).with_name("toctoc")), "worker"]
    before = _children()
    with subprocess.Popen(program, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as worker:
        while (
            Wave.objects.filter(turn=1, step=0, sent_at__isnull=False).count() < questions
            and time.perf_counter() < deadline
        ):
            time.sleep(0.25)
        worker.terminate()
    return _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _told() -> tuple[int, int, int, int, int]:
    """Return who was told: invitations, waves, the most of one person, pairs that came twice, notices."""
    from django.db.models import Count  # noqa: PLC0415 Django is set up by now

    from toctoc.community.models import Notification  # noqa: PLC0415 same
    from toctoc.questions.models import Invitation, Wave  # noqa: PLC0415 same

    by_person = Invitation.objects.order_by().values("actor").annotate(times=Count("pk"))
    pairs = Invitation.objects.order_by().values("question", "actor").annotate(times=Count("pk"))
    return (
        Invitation.objects.count(),
        Wave.objects.filter(turn=1, step=0, sent_at__isnull=False).count(),
        max(by_person.values_list("times", flat=True), default=0),
        pairs.filter(times__gt=1).count(),
        Notification.objects.filter(kind="invited").count(),
    )
