"""Jobs wait in the table, one worker at a time has each, and none is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from toctoc.jobs.models import Job, Receipt
from toctoc.jobs.models.job import JobState
from toctoc.jobs.rules.backoff import MOST_ATTEMPTS, delay_before
from toctoc.jobs.services import queue
from toctoc.jobs.services.receipts import forget_receipts
from toctoc.kernel import clock

pytestmark = pytest.mark.django_db


def state_of(job: Job) -> str:
    return Job.objects.get(pk=job.pk).state


def enqueued(task: str = "t", **more: object) -> Job:
    job = queue.enqueue(task, **more)  # type: ignore[arg-type]
    assert job is not None
    return job


def test_a_job_belongs_to_the_transaction_that_enqueued_it() -> None:
    with transaction.atomic():
        queue.enqueue("t")
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_what_one_worker_claimed_another_does_not_get() -> None:
    first, second = enqueued(number=1), enqueued(number=2)
    assert [job.pk for job in queue.claim(worker="a", most=1)] == [first.pk]
    assert [job.pk for job in queue.claim(worker="b")] == [second.pk]
    assert queue.claim(worker="c") == []


def test_a_job_waits_for_its_moment() -> None:
    job = enqueued(run_at=clock.now() + timedelta(hours=1))
    assert not queue.is_anything_due()
    assert queue.claim(worker="a") == []
    with clock.at(clock.now() + timedelta(hours=2)):
        assert queue.is_anything_due()
        assert [claimed.pk for claimed in queue.claim(worker="a")] == [job.pk]


def test_the_same_key_waits_once() -> None:
    assert queue.enqueue("t", key="k") is not None
    assert queue.enqueue("t", key="k") is None
    assert Job.objects.count() == 1


def test_a_key_can_be_used_again_when_its_job_is_done() -> None:
    enqueued(key="k")
    queue.finish(queue.claim(worker="a"), worker="a")
    assert queue.enqueue("t", key="k") is not None


def test_a_key_asked_for_while_its_job_runs_runs_once_more() -> None:
    job = enqueued(key="k")
    running = queue.claim(worker="a")
    assert queue.enqueue("t", key="k") is None
    assert queue.finish(running, worker="a") == 0
    assert state_of(job) == JobState.READY
    again = queue.claim(worker="a")
    assert [claimed.attempts for claimed in again] == [1]
    assert queue.finish(again, worker="a") == 1
    assert state_of(job) == JobState.DONE


def test_the_job_of_a_silent_worker_is_taken_over_and_its_late_word_ignored() -> None:
    job = enqueued()
    late = queue.claim(worker="a")
    with clock.at(clock.now() + queue.LEASE + timedelta(seconds=1)):
        taken = queue.claim(worker="b")
        assert [claimed.pk for claimed in taken] == [job.pk]
        assert queue.hold(late, worker="a") == set()
        assert queue.finish(late, worker="a") == 0
        assert not queue.renew(job, worker="a")
        assert queue.finish(taken, worker="b") == 1


def test_a_renewed_job_is_not_taken_over() -> None:
    job = enqueued()
    queue.claim(worker="a")
    with clock.at(clock.now() + queue.LEASE / 2):
        assert queue.renew(job, worker="a")
    with clock.at(clock.now() + queue.LEASE + timedelta(seconds=1)):
        assert queue.claim(worker="b") == []


def test_a_job_that_takes_every_worker_with_it_is_given_up() -> None:
    job = enqueued()
    for attempt in range(MOST_ATTEMPTS + 1):
        with clock.at(clock.now() + (queue.LEASE + timedelta(seconds=1)) * attempt):
            queue.claim(worker=f"w{attempt}")
    found = Job.objects.get(pk=job.pk)
    assert (found.state, found.attempts, found.last_error) == (JobState.DEAD, MOST_ATTEMPTS, queue.LOST)


def test_a_failed_job_waits_longer_each_time_then_dies_with_its_error() -> None:
    job = enqueued()
    moment = clock.now()
    for attempt in range(1, MOST_ATTEMPTS + 1):
        with clock.at(moment):
            [claimed] = queue.claim(worker="a")
            queue.fail(claimed, worker="a", error=f"error {attempt}")
            moment += delay_before(attempt)
    found = Job.objects.get(pk=job.pk)
    assert (found.state, found.last_error) == (JobState.DEAD, f"error {MOST_ATTEMPTS}")
    queue.retry(found)
    assert state_of(job) == JobState.READY


def test_a_released_job_did_not_use_an_attempt() -> None:
    job = enqueued()
    queue.release(queue.claim(worker="a"), worker="a")
    found = Job.objects.get(pk=job.pk)
    assert (found.state, found.attempts, found.claimed_by) == (JobState.READY, 0, "")


def test_a_cancelled_job_stays_cancelled() -> None:
    job = enqueued(key="k")
    running = queue.claim(worker="a")
    queue.cancel(job)
    assert queue.finish(running, worker="a") == 0
    assert state_of(job) == JobState.CANCELLED
    assert not queue.report(job, worker="a", done=1, total=2)


def test_done_jobs_are_forgotten_in_batches_and_dead_ones_kept() -> None:
    with clock.at(clock.now() - timedelta(days=9)):
        for _ in range(3):
            enqueued()
        queue.finish(queue.claim(worker="a"), worker="a")
        dead = enqueued()
        Job.objects.filter(pk=dead.pk).update(state=JobState.DEAD, finished_at=clock.now())
    fresh = enqueued()
    assert [queue.forget_finished(most=2) for _ in range(3)] == [2, 1, 0]
    assert set(Job.objects.values_list("pk", flat=True)) == {dead.pk, fresh.pk}


def test_yesterdays_receipts_are_forgotten() -> None:
    with clock.at(clock.now() - timedelta(days=2)):
        Receipt.objects.create(owner=1, key="old", fingerprint="x", created_at=clock.now())
    Receipt.objects.create(owner=1, key="new", fingerprint="x", created_at=clock.now())
    assert [forget_receipts(), forget_receipts()] == [1, 0]
    assert [receipt.key for receipt in Receipt.objects.all()] == ["new"]


def test_a_lost_job_is_tried_again_alone_so_that_its_neighbours_are_not_blamed() -> None:
    for _ in range(3):
        enqueued()
    queue.claim(worker="a")
    with clock.at(clock.now() + queue.LEASE + timedelta(seconds=1)):
        assert [len(queue.claim(worker="b")) for _ in range(4)] == [1, 1, 1, 0]
