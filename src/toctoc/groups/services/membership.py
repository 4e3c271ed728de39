"""Enter and leave a group, by every door; whoever moderates it decides here too.

Everything that changes who belongs holds the group's row first, so that two tabs, two moderators who demote each
other or a join during an archiving come one after the other.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from toctoc.community.models.notification import NotificationKind
from toctoc.community.services.notifications import notify
from toctoc.groups.events import GroupChanged, MemberEntered, MemberLeft
from toctoc.groups.models import Group, Invitation, JoinRequest, Membership
from toctoc.groups.models.membership import LONGEST_WORD, Role
from toctoc.groups.policies import may_join, may_join_alone, must_see
from toctoc.groups.queries.members import is_invited, moderators_of
from toctoc.groups.rules.kinds import BY_REQUEST
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused
from toctoc.kernel.events import publish
from toctoc.people.models import Actor
from toctoc.people.policies import viewer_for
from toctoc.people.services.memberships import let_out, take_in

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from toctoc.kernel.cleared import Cleared


class Outcome(Enum):
    """What came of asking to join."""

    ENTERED = "entered"
    ALREADY = "already"
    ASKED = "asked"


@transaction.atomic
def join(*, actor: Actor, group: Group, word: Cleared | None = None) -> Outcome:
    """Enter a group, or ask to where its moderators answer; ``word`` is for them. Twice changes nothing.

    Raises :class:`Missing` for a group that ``actor`` may not know, :class:`Refused` with what is needed.
    """
    held = hold(group)
    must_see(viewer_for(actor, actor.account), held)
    if Membership.objects.filter(group=held, actor=actor).exists():
        return Outcome.ALREADY
    may_join(actor, held)
    invited = is_invited(actor, held)
    may_join_alone(held, is_invited=invited)
    if held.joining == BY_REQUEST and not invited:
        return _asked(actor, held, word)
    enter(actor=actor, group=held)
    return Outcome.ENTERED


def withdraw(*, actor: Actor, group: Group) -> None:
    """Ask no longer to enter a group; its moderators are not told."""
    JoinRequest.objects.filter(group=group, actor=actor).delete()


@transaction.atomic
def leave(*, actor: Actor, group: Group) -> bool:
    """Leave a group; return whether one was there. What was said there stays.

    Raises :class:`Refused` for the last moderator while others belong to it; the last member archives it.
    """
    held = hold(group)
    membership = Membership.objects.filter(group=held, actor=actor).first()
    if membership is None:
        return False
    if not held.is_archived and others_of(held, actor.pk).exists():
        must_not_be_last(membership)
    exit_of(membership)
    return True


def must_not_be_last(membership: Membership) -> None:
    """Raise :class:`Refused` when nobody else moderates the group."""
    others = others_of(membership.group, membership.actor_id).filter(role=Role.MODERATOR)
    if membership.role == Role.MODERATOR and not others.exists():
        raise Refused("Vous êtes la dernière personne à modérer ce groupe. Confiez-le d’abord à quelqu’un d’autre.")


def others_of(group: Group, actor_id: int) -> QuerySet[Membership]:
    """Return the other members of a group."""
    return Membership.objects.filter(group=group).exclude(actor=actor_id)


@transaction.atomic
def enter(*, actor: Actor, group: Group, role: Role = Role.MEMBER) -> bool:
    """Make an actor a member, whichever door it came by; return whether it is new.

    The one place where memberships are made: raises what ``policies.may_join`` raises.
    """
    may_join(actor, group)
    spoke_at = clock.now() if role == Role.MODERATOR else None
    _, is_new = Membership.objects.get_or_create(
        group=group, actor=actor, defaults={"role": role, "spoke_at": spoke_at}
    )
    JoinRequest.objects.filter(group=group, actor=actor).delete()
    Invitation.objects.filter(group=group, actor=actor).delete()
    if is_new:
        take_in(actor=actor, word=group.word)
        Actor.objects.filter(pk=group.pk).update(followers_count=F("followers_count") + 1)
        publish(MemberEntered(group_id=group.pk, actor_id=actor.pk))
    return is_new


@transaction.atomic
def exit_of(membership: Membership) -> None:
    """Undo a membership, whoever decided it; a group without moderators falls to who was there longest."""
    group, actor = membership.group, membership.actor
    deleted, _ = Membership.objects.filter(pk=membership.pk).delete()
    if not deleted:
        return
    let_out(actor=actor, word=group.word)
    Actor.objects.filter(pk=group.pk, followers_count__gt=0).update(followers_count=F("followers_count") - 1)
    publish(MemberLeft(group_id=group.pk, actor_id=actor.pk))
    if membership.role == Role.MODERATOR:
        _pass_down(group)


def hold(group: Group) -> Group:
    """Return a group as it is now, which nobody else changes before the end of the transaction."""
    return Group.objects.select_related("actor").select_for_update(of=("self",), no_key=True).get(pk=group.pk)


def _asked(actor: Actor, group: Group, word: Cleared | None) -> Outcome:
    said = word.text if word else ""
    if len(said) > LONGEST_WORD:
        raise Invalid("Un mot à la modération a au plus %(longest)s caractères.", field="text", longest=LONGEST_WORD)
    _, is_new = JoinRequest.objects.get_or_create(group=group, actor=actor, defaults={"word": said})
    if is_new:
        address = f"{group.get_absolute_url()}/demandes"
        recipients = moderators_of(group)
        notify(NotificationKind.GROUP, recipients=recipients, actor_id=actor.pk, post=None, address=address)
    return Outcome.ASKED


def _pass_down(group: Group) -> None:
    """Let a group that nobody moderates any more fall to its oldest volunteer or member, or archive it empty."""
    members = Membership.objects.filter(group=group)
    if members.filter(role=Role.MODERATOR).exists():
        return
    standing = members.filter(actor__suspended_at=None).select_related("actor").order_by("id")
    heir = standing.filter(role=Role.WELCOMER).first() or standing.first()
    if heir is None:
        Group.objects.filter(pk=group.pk, archived_at=None).update(archived_at=clock.now())
        publish(GroupChanged(group_id=group.pk))
        return
    Membership.objects.filter(pk=heir.pk).update(role=Role.MODERATOR)
    address = group.get_absolute_url()
    notify(NotificationKind.GROUP, recipients=[heir.actor], actor_id=None, post=None, address=address)
