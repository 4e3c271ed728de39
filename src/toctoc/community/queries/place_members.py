"""Who belongs to a group: told by the room that keeps its members, to rooms beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


class Members(Protocol):
    """Return the ids of at most ``most`` members of a group, the newest first; none of a group that is not one."""

    def __call__(self, place_id: int, most: int) -> Sequence[int]:
        """Find them in one statement."""


_finders: list[Members] = []


def register_members(finder: Members) -> None:
    """Let ``finder`` tell who belongs to the groups of its room."""
    if finder not in _finders:
        _finders.append(finder)


def members_of(place_id: int, most: int) -> list[int]:
    """Return the ids of at most ``most`` members of a group, whichever room keeps it."""
    return [actor_id for finder in _finders for actor_id in finder(place_id, most)][:most]
