"""Write an edition that nobody reads, make it the current one at once, remove what is past: in short transactions.

Readers see the old edition or the new one. A process that dies leaves at most an edition that nobody reads, which the
next import removes first.
"""

from __future__ import annotations

import time
from itertools import islice
from typing import TYPE_CHECKING

from django.db import connection, transaction

from toctoc.kernel.errors import Stale
from toctoc.proofs.paths.directory.models import Edition, Listed
from toctoc.proofs.paths.directory.queries import current_edition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.proofs.paths.directory.services.sorting import Person

# Rows in one transaction: some 50 ms, the longest another writer waits for this one.
BATCH = 2_000
# Between two of them, so that writers who ask now and then find the door open.
PAUSE_SECONDS = 0.005
# A million rows by the ORM take a minute, by this ten seconds. The columns are the fields of sorting.Person.
_INSERT = (
    "INSERT INTO proof_directory_listed (edition_id, number, names, own_mailboxes, shared_mailboxes, practices) "
    "VALUES (%s, %s, %s, %s, %s, %s)"
)


def write(*, edition: Edition, people: Iterable[Person]) -> int:
    """Write everybody into an edition that is not read yet; return how many."""
    waiting, written = iter(people), 0
    while batch := [(edition.pk, *person) for person in islice(waiting, BATCH)]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(_INSERT, batch)
        written += len(batch)
        time.sleep(PAUSE_SECONDS)
    return written


@transaction.atomic
def flip(*, edition: Edition, people: int) -> Edition | None:
    """Make a written edition the one that is read; return the one it replaces.

    Raises :class:`Stale` when somebody removed it meanwhile.
    """
    before = current_edition()
    Edition.objects.filter(state=Edition.State.CURRENT).update(state=Edition.State.PAST)
    written = Edition.objects.filter(pk=edition.pk, state=Edition.State.WRITTEN)
    if not written.update(state=Edition.State.CURRENT, people=people):
        raise Stale("Un autre import a commencé pendant celui-ci. Relancez-le.")
    return before


def remove(*, edition: Edition) -> None:
    """Remove an edition that is not read, a batch of rows at a time."""
    # In the order of the index, so that each look begins at its first row.
    rows = Listed.objects.filter(edition=edition).order_by("number").values_list("pk", flat=True)
    while ids := list(rows[:BATCH]):
        with transaction.atomic():
            Listed.objects.filter(pk__in=ids).delete()
        time.sleep(PAUSE_SECONDS)
    edition.delete()
