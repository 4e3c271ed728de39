"""What the shell around every page reads."""

from __future__ import annotations

from toctoc.people.queries.statements import execute

_NEWEST_EVENT = "SELECT max(id) FROM live_liveevent"


def newest_event() -> int:
    """Return the id of the newest live event, 0 when there is none: a page's stream continues from there."""
    newest = execute(_NEWEST_EVENT, [])[0][0]
    return newest if isinstance(newest, int) else 0
