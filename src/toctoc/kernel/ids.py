"""Identifiers that sort by time, fit in 63 bits and tell nothing else.

The layout is that of Mastodon's status ids (milliseconds since 1970, shifted by 16 bits, then 16 free
bits), so that clients which compare ids as numbers order posts as they were written.
"""

from __future__ import annotations

import itertools
import re
import secrets
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from toctoc.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

FREE_BITS = 16
LARGEST = (1 << 63) - 1
_WRITTEN = re.compile("[0-9]{1,19}")
_MASK = (1 << FREE_BITS) - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
# Two processes start at different places, and one process never gives a value twice in 65,536 ids.
_sequence = itertools.count(secrets.randbelow(1 << FREE_BITS))


def id_at(moment: datetime, free: int = 0) -> int:
    """Return the smallest id of the millisecond of ``moment``, plus ``free`` (0 to 65535)."""
    return ((moment - _EPOCH) // _MILLISECOND << FREE_BITS) | (free & _MASK)


def new_id(moment: datetime | None = None) -> int:
    """Return an id for something that happened at ``moment`` (default: now)."""
    return id_at(moment or clock.now(), next(_sequence))


@contextmanager
def numbered_from(start: int) -> Iterator[None]:
    """Count the free bits of new ids from ``start`` inside the block, so that a made world is the same twice."""
    global _sequence  # noqa: PLW0603 one counter per process is the point
    kept, _sequence = _sequence, itertools.count(start)
    try:
        yield
    finally:
        _sequence = kept


def id_in(text: str) -> int | None:
    """Return the id that ``text`` says, or ``None`` when it says none; never one that no row could have."""
    # Bounded before it is read: Python refuses to read numbers of thousands of figures.
    return min(int(text), LARGEST) if _WRITTEN.fullmatch(text) else None


def moment_of(identifier: int) -> datetime:
    """Return the moment (UTC, to the millisecond) when ``identifier`` was made."""
    return _EPOCH + (identifier >> FREE_BITS) * _MILLISECOND
