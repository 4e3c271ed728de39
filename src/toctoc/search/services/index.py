"""What the index owes to the rows: noted in the writer's transaction, paid by the worker in batches.

A change says only *what* changed; its source tells what became of it, so a change may be paid twice.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.jobs.models import Job
from toctoc.jobs.models.job import JobState
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.search.models import Change
from toctoc.search.services.engines import Busy, NotBuilt, engine
from toctoc.search.services.sources import SOURCES

if TYPE_CHECKING:
    from toctoc.kernel.progress import Progress
    from toctoc.search.services.engines import Key

# How long the first change waits for others that share its commit.
GATHER = timedelta(seconds=0.25)
# Another look after work: for the change of a transaction that was still open at the last one.
LOOK_AGAIN = timedelta(seconds=1)
# Entries in one commit.
BATCH = 1_000
INDEX, REBUILD = "search.index", "search.rebuild"
# The source of changes that concern everything by one author.
AUTHOR = "author"


def refresh(source: str, *ids: int) -> None:
    """Put objects into the index again, or forget them: whatever their source says of them when the worker asks.

    Called in the transaction that changed them.
    """
    now = clock.now()
    Change.objects.bulk_create(Change(source=source, object_id=identifier) for identifier in ids)
    # One that has not begun sees these; one that runs may have looked already, or have died with its worker.
    if not Job.objects.filter(task=INDEX, state=JobState.READY, run_at__gt=now).exists():
        enqueue(INDEX, run_at=now + GATHER)


def refresh_author(author_id: int) -> None:
    """Put everything by an author into the index again."""
    refresh(AUTHOR, author_id)


def ask_for_rebuild() -> None:
    """Let the worker build the index; asked twice, it is built once."""
    enqueue(REBUILD, key=REBUILD)


def forget_changes() -> None:
    """Owe nothing to the index any more: it is about to be built from the rows."""
    Change.objects.all().delete()


def settle(progress: Progress) -> None:
    """Give the index every change there is; done again from any point, it changes nothing."""
    has_worked, is_full = False, True
    # What came while the last ones were written shares a commit with what comes: its own job waits for both.
    while is_full and (changes := list(Change.objects.order_by("pk")[:BATCH])):
        try:
            _settle_some(changes, progress)
        except Busy:
            # Whoever writes looks again at its end, or is a rebuild.
            enqueue(INDEX, key=INDEX, run_at=clock.now() + LOOK_AGAIN)
            return
        except NotBuilt:
            ask_for_rebuild()
            return
        has_worked, is_full = True, len(changes) == BATCH
    if has_worked:
        enqueue(INDEX, run_at=clock.now() + LOOK_AGAIN)


def _settle_some(changes: list[Change], progress: Progress) -> None:
    keys = {(change.source, change.object_id) for change in changes}
    for source, identifier in sorted(keys):
        if source == AUTHOR:
            _write_all_by(identifier, progress)
    write({key for key in keys if key[0] in SOURCES})
    # Only now: a worker that dies before does the same again.
    Change.objects.filter(pk__in=[change.pk for change in changes]).delete()
    progress.step(len(changes))


def _write_all_by(author_id: int, progress: Progress) -> None:
    for name, source in SOURCES.items():
        after = 0
        while ids := source.ids_by(author_id, after, BATCH):
            write({(name, identifier) for identifier in ids})
            after = ids[-1]
            progress.step(0)


def write(keys: set[Key]) -> None:
    """Put what became of ``keys`` into the index, and forget those that have no entry any more."""
    if not keys:
        return
    entries = [
        entry
        for name, source in SOURCES.items()
        for entry in source.entries([identifier for of, identifier in keys if of == name])
    ]
    engine().write(entries, sorted(keys - {(entry.source, entry.id) for entry in entries}))
