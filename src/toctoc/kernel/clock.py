"""What time it is, in one place so that tests and the demonstration world can set it."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_set_time: ContextVar[datetime | None] = ContextVar("toctoc_set_time", default=None)


def now() -> datetime:
    """Return the present moment in UTC, or the moment set by :func:`at`."""
    return _set_time.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Make :func:`now` answer ``moment`` (which carries its time zone) inside the block."""
    token = _set_time.set(moment)
    try:
        yield
    finally:
        _set_time.reset(token)
