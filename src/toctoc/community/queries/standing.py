"""Who a remembered reader is at this moment, for addresses so hot that they do without the account."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from toctoc.kernel import clock
from toctoc.people.queries.statements import IS_SQLITE, execute, placeholders
from toctoc.people.rules.audience import STRANGER, Viewer

# Twin of people.policies.viewer_for in one statement; a test holds them equal.
# In order: zero, the version of what it follows, whether it is suspended, its proved profession or nothing, the places
# it belongs to, how many blocks name it, the version of what it wants not to hear.
STANDING = (
    "SELECT 0, follows_version, CASE WHEN suspended_at IS NULL THEN 0 ELSE 1 END, "
    "CASE WHEN proved_until > %s THEN proved_profession ELSE '' END, memberships, blocks_count, quiet_version "
    "FROM people_actor WHERE id = %s"
)


def moment(at: datetime | None = None) -> str:
    """Return a moment, the present one unless told, as this database compares it."""
    now = at or clock.now()
    if IS_SQLITE:  # how Django stores a moment there: UTC without a zone
        return now.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return now.isoformat()


def viewer_of_actor(actor_id: int) -> Viewer:
    """Return the viewer an actor is now; a suspended or unknown one is a stranger."""
    rows = execute(placeholders(STANDING), [moment(), actor_id])
    return viewer_in(rows[0], actor_id) if rows else STRANGER


def viewer_in(row: tuple[Any, ...], actor_id: int) -> Viewer:
    """Return the viewer that a row of :data:`STANDING` tells of."""
    _, _, is_suspended, profession, memberships, blocks, quiet = row
    if is_suspended:
        return STRANGER
    return Viewer(actor_id=actor_id, profession=profession, memberships=memberships, has_blocks=blocks > 0, quiet=quiet)
