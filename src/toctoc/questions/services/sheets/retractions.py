"""Import what a register says became of articles, in batches; then look at the sheets that rest on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.questions.models import Retraction
from toctoc.questions.rules.sheets.retractions import Nature, notices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from toctoc.questions.rules.sheets.retractions import Notice

BATCH = 1_000
CHECK = "questions.check_sheets"


@dataclass(slots=True)
class Imported:
    """How many lines were read, left out, and changed what is known."""

    lines: int = 0
    left_out: int = 0
    changed: int = 0


def import_retractions(*, lines: Iterable[str], step: Callable[[int], object]) -> Imported:
    """Read a register of retractions line by line; what is known already stays as it is.

    An article with several lines keeps the latest by date. A run that was cut short is simply run again. Raises
    :class:`Invalid` for a file of another form; what stands before the fault is kept.
    """
    done = Imported()
    batch: list[Notice | None] = []
    try:
        for one in notices(lines):
            batch.append(one)
            if len(batch) >= BATCH:
                _take(batch, done, step)
                batch = []
    finally:
        _take(batch, done, step)
        enqueue(CHECK, key=CHECK)
    return done


def _take(batch: Sequence[Notice | None], done: Imported, step: Callable[[int], object]) -> None:
    told = [one for one in batch if one is not None]
    done.lines += len(batch)
    done.left_out += len(batch) - len(told)
    if told:
        done.changed += _store(told)
    step(len(batch))


@transaction.atomic
def _store(told: Sequence[Notice]) -> int:
    newest: dict[str, Notice] = {}
    for one in told:
        if one.doi not in newest or _order(one) >= _order(newest[one.doi]):
            newest[one.doi] = one
    known = Retraction.objects.in_bulk(list(newest))
    changed = [one for one in newest.values() if _is_news(one, known.get(one.doi))]
    rows = [Retraction(doi=o.doi, noted_on=o.noted_on, nature=o.nature, imported_at=clock.now()) for o in changed]
    Retraction.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["doi"], update_fields=["noted_on", "nature", "imported_at"]
    )
    return len(rows)


def _is_news(one: Notice, known: Retraction | None) -> bool:
    if known is None:
        return True
    before = (known.noted_on.isoformat() if known.noted_on else "", _WEIGHT[Nature(known.nature)])
    return _order(one) > before


# Of two lines of the same day, the graver holds; a reinstatement comes after what it undoes.
_WEIGHT = {Nature.CORRECTED: 0, Nature.CONCERN: 1, Nature.RETRACTED: 2, Nature.REINSTATED: 3}


def _order(one: Notice) -> tuple[str, int]:
    return (one.noted_on.isoformat() if one.noted_on else "", _WEIGHT[one.nature])
