"""What a worker does with what it claimed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from toctoc.jobs.models import Job, Schedule
from toctoc.jobs.models.job import JobState
from toctoc.jobs.services import queue, schedule
from toctoc.jobs.services.worker import Worker
from toctoc.kernel import clock
from toctoc.kernel.recurrence import Recurrence
from toctoc.kernel.tasks import Task, Work
from toctoc.live.models import LiveEvent
from toctoc.live.services import announce

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


def worker_for(function: Callable[..., Any], *, is_long: bool = False, recurrence: Recurrence | None = None) -> Worker:
    return Worker({"t": Task("t", function, is_long, recurrence)})


def only_job() -> Job:
    return Job.objects.get()


def test_a_task_gets_the_arguments_it_was_enqueued_with() -> None:
    seen: list[tuple[int, int, str]] = []

    def note(work: Work, *, number: int, word: str) -> None:
        seen.append((work.attempt, number, word))

    queue.enqueue("t", number=3, word="mot")
    assert worker_for(note).drain() == 1
    assert seen == [(1, 3, "mot")]
    assert only_job().state == JobState.DONE


def test_a_failing_task_leaves_nothing_but_its_traceback_and_others_are_done() -> None:
    def write(_work: Work, *, number: int) -> None:
        announce("thread", channels=["public"], payload={}, subject=number)
        if number == 2:
            raise ValueError("deux")

    for number in (1, 2, 3):
        queue.enqueue("t", number=number)
    worker_for(write).drain()
    assert sorted(LiveEvent.objects.values_list("subject", flat=True)) == [1, 3]
    failed = Job.objects.get(state=JobState.READY)
    assert "ValueError: deux" in failed.last_error
    assert failed.run_at > clock.now()


def test_a_task_that_nobody_registered_fails_with_its_name() -> None:
    queue.enqueue("unknown")
    worker_for(lambda _work: None).drain()
    assert "unknown" in only_job().last_error


def test_a_job_cancelled_after_it_was_claimed_is_not_run() -> None:
    ran: list[int] = []

    def cancel_the_next(_work: Work, *, number: int) -> None:
        ran.append(number)
        queue.cancel(Job.objects.get(arguments__number=2))

    queue.enqueue("t", number=1)
    queue.enqueue("t", number=2)
    worker = worker_for(cancel_the_next, is_long=True)
    jobs = queue.claim(worker=worker.name)
    worker._run_long(worker.tasks["t"], jobs[0])
    worker.tasks["t"] = Task("t", cancel_the_next, is_long=False, recurrence=None)
    worker._run_shared(jobs[1:])
    assert ran == [1]


def test_a_long_task_tells_how_far_it_is() -> None:
    seen: list[tuple[int, int]] = []

    def long(work: Work) -> None:
        work.progress.total = 3
        for _ in range(3):
            work.progress.step()
        job = only_job()
        seen.append((job.steps_done, job.steps_total))

    queue.enqueue("t")
    worker_for(long, is_long=True).drain()
    assert seen == [(1, 3)]  # at most twice a second
    job = only_job()
    assert (job.state, job.steps_done, job.steps_total) == (JobState.DONE, 3, 3)


def test_a_long_task_stops_at_its_next_step_when_cancelled() -> None:
    steps: list[int] = []

    def long(work: Work) -> None:
        queue.cancel(only_job())
        for number in range(10):
            steps.append(number)
            work.progress.step()

    queue.enqueue("t")
    worker_for(long, is_long=True).drain()
    assert steps == [0]
    assert only_job().state == JobState.CANCELLED


def test_a_worker_told_to_end_gives_back_what_it_has_not_done() -> None:
    def first_of_two(_work: Work) -> None:
        worker.stop()

    queue.enqueue("t")
    queue.enqueue("t")
    worker = worker_for(first_of_two)
    worker.tasks["t"] = Task("t", first_of_two, is_long=True, recurrence=None)
    worker.turn()
    assert sorted(Job.objects.values_list("state", "attempts")) == [("done", 1), ("ready", 0)]


def test_a_worker_told_to_end_gives_back_a_long_job_at_its_next_step() -> None:
    def long(work: Work) -> None:
        worker.stop()
        work.progress.step()

    queue.enqueue("t")
    worker = worker_for(long, is_long=True)
    worker.turn()
    assert list(Job.objects.values_list("state", "attempts")) == [("ready", 0)]


def test_a_recurring_task_is_enqueued_once_whatever_the_number_of_workers() -> None:
    every_hour = Recurrence(every=timedelta(hours=1))
    ran: list[int] = []
    first = worker_for(lambda work: ran.append(work.job_id), recurrence=every_hour)
    schedule.write_down(first.tasks.values())
    assert schedule.enqueue_due(first.tasks) == 0
    with clock.at(clock.now() + timedelta(hours=3)):
        assert [schedule.enqueue_due(first.tasks), schedule.enqueue_due(first.tasks)] == [1, 0]
        first.drain()
    assert len(ran) == 1


def test_who_comes_second_to_a_schedule_enqueues_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    tasks = worker_for(lambda _work: None, recurrence=Recurrence(every=timedelta(hours=1))).tasks
    schedule.write_down(tasks.values())
    real = schedule._moved

    def beaten(name: str, due: datetime, following: datetime) -> bool:
        real(name, due, following + timedelta(seconds=1))  # another worker, meanwhile
        return real(name, due, following)

    monkeypatch.setattr(schedule, "_moved", beaten)
    with clock.at(clock.now() + timedelta(hours=2)):
        assert schedule.enqueue_due(tasks) == 0
    assert not Job.objects.exists()


def test_a_rule_made_shorter_counts_from_the_next_start() -> None:
    schedule.write_down(worker_for(lambda _work: None, recurrence=Recurrence(every=timedelta(days=30))).tasks.values())
    schedule.write_down(
        worker_for(lambda _work: None, recurrence=Recurrence(every=timedelta(minutes=5))).tasks.values()
    )
    assert Schedule.objects.get(task="t").next_at <= clock.now() + timedelta(minutes=5)


def test_a_working_worker_shows_that_it_lives() -> None:
    worker_for(lambda _work: None).turn()
    assert Schedule.objects.get(task=schedule.HEARTBEAT).next_at > clock.now()
