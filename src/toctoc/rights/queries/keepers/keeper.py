"""What a keeper is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import QuerySet

    from toctoc.people.models import Actor

# Rows read at a time.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Keeper:
    """Rows of one noun that are somebody's.

    ``name`` is the member of the archive, ``words`` what a page calls it (French, a translation key), ``kept`` how long
    it stays (the same), ``rows`` those of an actor, ``entry`` one of them as plain values. What does not read row by
    row has a writing of its own.
    """

    name: str
    words: str
    kept: str
    rows: Callable[[Actor], QuerySet[Any]]
    entry: Callable[[Any], dict[str, object]]
    writing: Callable[[Actor], Iterator[dict[str, object]]] | None = None

    def count(self, actor: Actor) -> int:
        """Return how many there are now."""
        return self.rows(actor).count()

    def entries(self, actor: Actor) -> Iterator[dict[str, object]]:
        """Yield every one, oldest first, a bounded number in memory."""
        if self.writing is not None:
            yield from self.writing(actor)
            return
        for row in self.rows(actor).order_by("pk").iterator(chunk_size=BATCH):
            yield self.entry(row)


def told(*fields: str) -> Callable[[Any], dict[str, object]]:
    """Return an entry that gives some fields of a row as they are; ids as text, since JSON readers round them."""

    def entry(row: Any) -> dict[str, object]:  # noqa: ANN401 a row of any noun
        values = {field.removesuffix("_id"): getattr(row, field) for field in fields}
        return {
            name: str(value) if isinstance(value, int) and value > _EXACT else value for name, value in values.items()
        }

    return entry


# Above it a double is not exact (ECMA-262, Number.MAX_SAFE_INTEGER).
_EXACT = (1 << 53) - 1
