"""What happened to groups."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GroupChanged:
    """A group was made, or what it says of itself, who finds it or whether it is archived changed."""

    group_id: int


@dataclass(frozen=True, slots=True)
class MemberEntered:
    """``actor_id`` is now a member of the group."""

    group_id: int
    actor_id: int


@dataclass(frozen=True, slots=True)
class MemberLeft:
    """``actor_id`` is no longer a member, whoever decided it."""

    group_id: int
    actor_id: int
