"""Build the whole index from the rows, beside the one that answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.search.services.engines import engine
from toctoc.search.services.sources import SOURCES

if TYPE_CHECKING:
    from collections.abc import Callable

    from toctoc.search.services.engines import Building
    from toctoc.search.services.sources import Source

BATCH = 1_000


def rebuild(step: Callable[[int], object]) -> int:
    """Build it, telling ``step`` how many objects were looked at; return how many in all.

    Changes of meanwhile wait for the worker, which gives them to the new index. Cut short, it goes on where it was
    when it is called again. Raises :class:`Busy` while somebody writes.
    """
    with engine().building() as building:
        looked_at = sum(_add_all(name, source, building, step) for name, source in SOURCES.items())
        _add_touched(building)
        building.finish()
    return looked_at


def count() -> int:
    """Return about how many objects a building looks at."""
    return sum(source.count() for source in SOURCES.values())


def _add_all(name: str, source: Source, building: Building, step: Callable[[int], object]) -> int:
    looked_at, after = 0, building.reached(name)
    while ids := source.ids_after(after, BATCH):
        after = ids[-1]
        building.add(source.entries(ids), source=name, up_to=after)
        looked_at += len(ids)
        step(len(ids))
    return looked_at


def _add_touched(building: Building) -> None:
    touched = building.touched()
    for name, source in SOURCES.items():
        ids = [identifier for of, identifier in touched if of == name]
        for start in range(0, len(ids), BATCH):
            some = ids[start : start + BATCH]
            building.put(source.entries(some), [(name, identifier) for identifier in some])
