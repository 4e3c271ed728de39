"""What the worker owes to the index: nothing lost, whatever dies in between."""

from __future__ import annotations

import fcntl
from typing import TYPE_CHECKING

import pytest

from tests.conftest import person, post_by
from tests.search.indexing import build, jobs_waiting, nothing, settle, silent
from toctoc.community.queries.found import Sieve, find_actors, find_posts
from toctoc.community.services import posts
from toctoc.jobs.models import Job
from toctoc.kernel.tasks import Work
from toctoc.people.models import Account
from toctoc.people.rules.audience import STRANGER
from toctoc.people.services.accounts import approve
from toctoc.privacy.services import clear
from toctoc.search import tasks
from toctoc.search.models import Change
from toctoc.search.services import engines, index, rebuild

if TYPE_CHECKING:
    from pathlib import Path

    from toctoc.people.models import Actor


class Killed(BaseException):
    """The process ends here."""


def found(text: str) -> list[int]:
    return find_posts(STRANGER, text, Sieve()).ids


def test_posts_wait_as_rows_and_one_job_gathers_them(avril: Actor, index_folder: Path) -> None:
    build()
    settle()
    Job.objects.all().delete()
    for number in range(3):
        post_by(avril, f"Bonjour {number}.")
    assert Change.objects.filter(source="post").count() == 3
    assert jobs_waiting(index.INDEX) == 1
    settle()
    assert len(found("bonjour")) == 3
    # Another look soon, for a transaction that was still open.
    assert jobs_waiting(index.INDEX) == 2


def test_killed_after_the_commit_it_does_the_same_again(
    avril: Actor, index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build()
    post = post_by(avril)

    def die(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("django.db.models.query.QuerySet.delete", die)
        with pytest.raises(Killed):
            settle()
    assert Change.objects.exists()
    assert found("bonjour") == [post.pk]
    settle()
    assert found("bonjour") == [post.pk]
    assert not Change.objects.exists()


def test_a_building_that_was_cut_short_goes_on_and_misses_nothing(
    avril: Actor, index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build()
    settle()
    written = [post_by(avril, f"Bonjour {number}.") for number in range(6)]
    monkeypatch.setattr(rebuild, "BATCH", 2)
    monkeypatch.setattr("toctoc.search.services.engines.tantivy.writing.COMMIT_EVERY", 2)
    looked_at = []

    def die_soon(count: int) -> None:
        looked_at.append(count)
        if len(looked_at) == 2:
            raise Killed

    with pytest.raises(Killed):
        rebuild.rebuild(die_soon)
    # The old index still answers, and what changes meanwhile reaches the new one too.
    settle()
    assert len(found("bonjour")) == 6
    posts.edit(editor=avril, post=written[0], text=clear("Bonsoir."), revision=1)
    posts.delete(deleter=avril, post=written[1])
    settle()
    assert rebuild.rebuild(nothing) < 7
    assert found("bonsoir") == [written[0].pk]
    assert sorted(found("bonjour")) == [post.pk for post in written[2:]]
    assert [folder.name for folder in index_folder.glob("*-*")] == ["index-1-2"]


def test_one_writes_at_a_time_and_the_other_comes_back(avril: Actor, index_folder: Path) -> None:
    build()
    post = post_by(avril)
    with (index_folder / "lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        settle()
        with pytest.raises(engines.Busy):
            build()
        tasks.build(Work(1, 1, silent()))
    assert Change.objects.exists()
    assert jobs_waiting(index.INDEX) >= 1
    settle()
    assert found("bonjour") == [post.pk]


def test_without_an_index_the_worker_builds_it(avril: Actor, index_folder: Path) -> None:
    post = post_by(avril)
    settle()
    assert jobs_waiting(index.REBUILD) == 1
    tasks.build(Work(1, 1, silent()))
    assert found("bonjour") == [post.pk]
    assert not Change.objects.exists()


def test_a_broken_index_is_built_again(avril: Actor, index_folder: Path) -> None:
    build()
    post = post_by(avril)
    for broken in index_folder.glob("index-*/meta.json"):
        broken.write_text("{")
    settle()
    assert Change.objects.exists()
    assert jobs_waiting(index.REBUILD) == 1
    build()
    settle()
    assert found("bonjour") == [post.pk]


def test_a_reader_sees_each_commit_and_each_new_folder(avril: Actor, index_folder: Path) -> None:
    build()
    assert found("bonjour") == []
    first = post_by(avril)
    settle()
    assert found("bonjour") == [first.pk]
    build()
    second = post_by(avril)
    settle()
    assert set(found("bonjour")) == {first.pk, second.pk}


def test_whoever_waits_is_found_once_accepted(index_folder: Path, vigie: Account) -> None:
    build()
    newcomer = person("nouvelle")
    assert newcomer.account is not None
    Account.objects.filter(pk=newcomer.account.pk).update(approved_at=None)
    settle()
    assert find_actors(STRANGER, "nouvelle", Sieve()) == []
    approve(account=newcomer.account, decided_by=vigie)
    settle()
    assert find_actors(STRANGER, "nouvelle", Sieve()) == [newcomer]
