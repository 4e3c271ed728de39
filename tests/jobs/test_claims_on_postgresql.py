"""Workers beside each other on PostgreSQL: what one holds, the others step over without waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from django.db import connection

from tests.databases import ON_POSTGRESQL, URL
from toctoc.jobs.models import Job
from toctoc.jobs.services import queue

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite has one writer at a time"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def other_worker() -> Iterator[psycopg.Connection[tuple[int]]]:
    """A worker in the middle of its claim; ours fails rather than wait for it."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '5s'")
    with psycopg.connect(URL, dbname=connection.settings_dict["NAME"]) as other:
        yield other
    connection.close()


def test_a_claim_steps_over_the_rows_of_a_claim_under_way(other_worker: psycopg.Connection[tuple[int]]) -> None:
    for number in range(4):
        queue.enqueue("t", number=number)
    first, second, *others = Job.objects.order_by("pk").values_list("pk", flat=True)
    other_worker.execute("SELECT id FROM jobs_job WHERE id IN (%s, %s) FOR UPDATE", [first, second])
    assert [job.pk for job in queue.claim(worker="b")] == others
    other_worker.rollback()
    assert [job.pk for job in queue.claim(worker="b")] == [first, second]


def test_a_lost_job_that_somebody_takes_over_is_not_taken_twice(other_worker: psycopg.Connection[tuple[int]]) -> None:
    queue.enqueue("t")
    [lost] = queue.claim(worker="dead")
    Job.objects.filter(pk=lost.pk).update(claimed_until=lost.created_at)
    other_worker.execute("SELECT id FROM jobs_job WHERE id = %s FOR UPDATE", [lost.pk])
    assert queue.claim(worker="b") == []
