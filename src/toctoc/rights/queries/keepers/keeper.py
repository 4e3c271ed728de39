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
    it stays (the same), ``rows`` those of an actor, ``entry`` one of them as plain values.
    """

    name: str
    words: str
    kept: str
    rows: Callable[[Actor], QuerySet[Any]]
    entry: Callable[[Any], dict[str, object]]

    def count(self, actor: Actor) -> int:
        """Return how many there are now."""
        return self.rows(actor).count()

    def entries(self, actor: Actor) -> Iterator[dict[str, object]]:
        """Yield every one, oldest first, a bounded number in memory."""
        for row in self.rows(actor).order_by("pk").iterator(chunk_size=BATCH):
            yield self.entry(row)
