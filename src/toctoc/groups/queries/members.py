"""Who belongs to a group, who is at its door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from toctoc.groups.models import Ban, Invitation, JoinRequest, Membership
from toctoc.groups.models.membership import Role
from toctoc.kernel.pagination import Cut, Page, page_of
from toctoc.people.models import Block

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from toctoc.groups.models import Group
    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer

# Of those at the door, more than anybody answers at once.
MOST_AT_THE_DOOR = 100


def membership_of(actor: Actor | None, group: Group) -> Membership | None:
    """Return how an actor belongs to a group, or ``None``."""
    return None if actor is None else Membership.objects.filter(group=group, actor=actor).first()


def newest_members(place_id: int, most: int) -> list[int]:
    """Return the ids of at most ``most`` members, the newest first."""
    rows = Membership.objects.filter(group=place_id).order_by("-id")
    return list(rows.values_list("actor_id", flat=True)[:most])


def memberships_of(actor: Actor) -> dict[int, Membership]:
    """Return how an actor belongs to each of its groups, by the group's id."""
    return {membership.group_id: membership for membership in Membership.objects.filter(actor=actor)}


def members_of(group: Group, viewer: Viewer, asked: Cut) -> Page[Membership]:
    """Return the members of a group, those who came last first; not those whom a block keeps from the viewer."""
    rows = _speaking(group.memberships.select_related("actor"), viewer).order_by("-id")
    if asked.before is not None:
        rows = rows.filter(id__lt=asked.before)
    return page_of(list(rows[: asked.size + 1]), asked, lambda member: member.pk)


def moderators_of(group: Group) -> list[Actor]:
    """Return the actors that moderate a group, who began first first."""
    rows = Membership.objects.filter(group=group, role=Role.MODERATOR).select_related("actor").order_by("id")
    return [member.actor for member in rows]


def member_called(group: Group, handle: str) -> Membership | None:
    """Return the member of a group with this handle."""
    return group.memberships.select_related("actor").filter(actor__handle=handle.lower(), actor__domain="").first()


def is_invited(actor: Actor, group: Group) -> bool:
    """Tell whether a moderator holds the door open for an actor."""
    return Invitation.objects.filter(group=group, actor=actor).exists()


def has_asked(actor: Actor, group: Group) -> bool:
    """Tell whether an actor asked to enter and was not answered."""
    return JoinRequest.objects.filter(group=group, actor=actor).exists()


def requests_to(group: Group) -> list[JoinRequest]:
    """Return who asks to enter, the oldest first."""
    rows = JoinRequest.objects.filter(group=group, actor__suspended_at=None).select_related("actor")
    return list(rows.order_by("id")[:MOST_AT_THE_DOOR])


def invitations_to(group: Group) -> list[Invitation]:
    """Return who was invited and has not come, the newest first."""
    return list(Invitation.objects.filter(group=group).select_related("actor").order_by("-id")[:MOST_AT_THE_DOOR])


def bans_of(group: Group) -> list[Ban]:
    """Return whom the moderators keep out, the newest first."""
    return list(Ban.objects.filter(group=group).select_related("actor").order_by("-id")[:MOST_AT_THE_DOOR])


def _speaking(rows: QuerySet[Membership], viewer: Viewer) -> QuerySet[Membership]:
    rows = rows.filter(actor__suspended_at=None)
    if not viewer.has_blocks:
        return rows
    either_way = Q(blocker=viewer.actor_id, blocked=OuterRef("actor")) | Q(
        blocker=OuterRef("actor"), blocked=viewer.actor_id
    )
    return rows.exclude(Exists(Block.objects.filter(either_way)))
