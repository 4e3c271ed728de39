"""How often one account may have a text read while it is typed: more often than anybody types.

Counted in the cache, for nothing is written while somebody types: without Redis each process counts its own. A page
asks at most sixty-six times a minute, and a question leaves whatever was counted.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.cache import cache

from toctoc.kernel import clock
from toctoc.kernel.errors import TooMany

if TYPE_CHECKING:
    from toctoc.people.models import Actor

MOST = 120
WINDOW = timedelta(minutes=1)


def count_reading(*, actor: Actor, what: str) -> None:
    """Count one reading of a text, for ``what``; raise :class:`TooMany` when there were too many."""
    seconds = int(WINDOW.total_seconds())
    window, passed = divmod(int(clock.now().timestamp()), seconds)
    key = f"questions.reading.{what}.{actor.pk}.{window}"
    count: int = cache.get(key, 0)
    if count >= MOST:
        raise TooMany("Trop d’essais. Réessayez plus tard.", retry_after=seconds - passed)
    cache.set(key, count + 1, seconds)
