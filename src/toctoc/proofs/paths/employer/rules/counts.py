"""How many links were used, as an institution may know it.

An institution knows whom it invited, and everybody sees new seals appear. A count that moved with one of them would
put a name beside a pseudonym, so what is told is a day old and moves by at least five people at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

# The fewest people behind any change an institution can see. Ours: the privacy room counts in tens for publications,
# here a small team must still be able to invite.
LEAST = 5


def told_count(uses: Iterable[tuple[date, int]], today: date) -> int:
    """Return the count to tell on ``today`` from how many links were used on each day.

    It is at most the count of last midnight, never goes down, and each of its steps is of ``LEAST`` people or more.
    """
    told = total = 0
    for day, count in sorted(uses):
        if day >= today:
            break
        total += count
        if total - told >= LEAST:
            told = total
    return told
