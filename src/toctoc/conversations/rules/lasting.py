"""How long what is said in a conversation is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from toctoc.kernel.errors import Invalid

# In days; 0 is for good.
FOR_GOOD = 0
LASTING = (FOR_GOOD, 1, 7, 90)


def checked_lasting(days: int) -> int:
    """Return ``days`` when it is one of :data:`LASTING`; raise :class:`Invalid`."""
    if days not in LASTING:
        raise Invalid("Choisissez une durée parmi celles de la liste.", field="lasts")
    return days


def ends_at(written_at: datetime, days: int) -> datetime | None:
    """Return when a message written at ``written_at`` is erased, or ``None`` for one that is kept."""
    return written_at + timedelta(days=days) if days else None
