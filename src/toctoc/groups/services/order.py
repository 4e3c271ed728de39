"""What moderators do to keep a group in order: answer requests, invite, name, send away, pin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models import Post
from toctoc.community.models.notification import NotificationKind
from toctoc.community.policies import may_name
from toctoc.community.services.notifications import notify
from toctoc.groups.models import Ban, Invitation, JoinRequest, Membership, Pin
from toctoc.groups.models.membership import Role
from toctoc.groups.policies import may_join, may_moderate, may_take_part, must_live, speaks_for_institution
from toctoc.groups.rules.limits import A_DAY, MOST_INVITATIONS, MOST_PINS
from toctoc.groups.services.membership import enter, exit_of, hold, must_not_be_last
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, Refused
from toctoc.kernel.ids import id_at

if TYPE_CHECKING:
    from toctoc.groups.models import Group
    from toctoc.people.models import Actor


@transaction.atomic
def answer_request(*, moderator: Actor, group: Group, request_id: int, is_welcome: bool) -> None:
    """Let in who asked, or not; who is let in is told. Raises :class:`Missing` for a request of another group."""
    held = hold(group)
    may_moderate(moderator, held)
    asked = JoinRequest.objects.select_related("actor").filter(group=held, pk=request_id).first()
    if asked is None:
        raise Missing
    if not is_welcome:
        asked.delete()
        return
    enter(actor=asked.actor, group=held)
    _tell(asked.actor, moderator, held)


@transaction.atomic
def invite(*, moderator: Actor, group: Group, invited: Actor) -> None:
    """Hold the door open for somebody, who is told; twice changes nothing.

    Raises :class:`Missing` for whom a block keeps apart, :class:`Refused` for who may not join, an institution too.
    """
    held = hold(group)
    may_moderate(moderator, held)
    may_name(moderator, [invited])
    if held.is_employer_blind and speaks_for_institution(invited.pk):
        raise Refused("Aucune institution n’entre dans ce groupe, ni personne qui parle pour elle.")
    may_join(invited, held)
    if Membership.objects.filter(group=held, actor=invited).exists():
        raise Refused("Cette personne est déjà membre du groupe.")
    if Invitation.objects.filter(group=held, pk__gte=id_at(clock.now() - A_DAY)).count() >= MOST_INVITATIONS:
        raise Refused("Ce groupe a beaucoup invité aujourd’hui. Recommencez demain.")
    _, is_new = Invitation.objects.get_or_create(group=held, actor=invited, defaults={"invited_by": moderator})
    if is_new:
        _tell(invited, moderator, held)


@transaction.atomic
def name_role(*, moderator: Actor, group: Group, member: Membership, role: str) -> None:
    """Give a member a role. Raises :class:`Refused` when the last moderator would give up its own."""
    held = hold(group)
    may_moderate(moderator, held)
    if role not in {Role.MEMBER, Role.MODERATOR}:
        raise Invalid("Ce rôle n’existe pas.", field="role")
    now = _member_now(held, member)
    if role != Role.MODERATOR:
        must_not_be_last(now)
    if now.role != role:
        Membership.objects.filter(pk=now.pk).update(role=role)
        if role == Role.MODERATOR:
            _tell(now.actor, moderator, held)


@transaction.atomic
def remove(*, moderator: Actor, group: Group, member: Membership, is_for_good: bool = False) -> None:
    """Send a member away; ``is_for_good`` keeps the door shut. Nobody sends themselves away: one leaves."""
    held = hold(group)
    may_moderate(moderator, held)
    now = _member_now(held, member)
    if now.actor_id == moderator.pk:
        raise Refused("Pour partir vous-même, quittez le groupe.")
    if is_for_good:
        Ban.objects.get_or_create(group=held, actor=now.actor, defaults={"banned_by": moderator})
    exit_of(now)


@transaction.atomic
def let_back(*, moderator: Actor, group: Group, ban_id: int) -> None:
    """Open the door again to somebody who was sent away for good."""
    may_moderate(moderator, group)
    Ban.objects.filter(group=group, pk=ban_id).delete()


@transaction.atomic
def volunteer(*, actor: Actor, group: Group, wants: bool) -> None:
    """Offer to welcome newcomers, or stop. Moderators stay what they are."""
    held = hold(group)
    may_take_part(actor, held)
    before, after = (Role.MEMBER, Role.WELCOMER) if wants else (Role.WELCOMER, Role.MEMBER)
    Membership.objects.filter(group=held, actor=actor, role=before).update(role=after)


@transaction.atomic
def mute(*, actor: Actor, group: Group, is_quiet: bool) -> None:
    """Have no letters and no notices of events from a group, or have them again."""
    Membership.objects.filter(group=group, actor=actor).update(muted=is_quiet)


@transaction.atomic
def pin(*, moderator: Actor, group: Group, post_id: int) -> None:
    """Keep a thread on top. Raises :class:`Missing` for another group’s, :class:`Refused` past the most."""
    held = hold(group)
    may_moderate(moderator, held)
    must_live(held)
    post = Post.objects.filter(pk=post_id, audience=held.word, reply_to=None, deleted_at=None).first()
    if post is None:
        raise Missing
    if held.pins.exclude(post=post).count() >= MOST_PINS:
        raise Refused("Un groupe épingle au plus trois messages. Décrochez-en un d’abord.")
    Pin.objects.get_or_create(group=held, post=post)


@transaction.atomic
def unpin(*, moderator: Actor, group: Group, post_id: int) -> None:
    """Let a thread go from the top; twice changes nothing."""
    may_moderate(moderator, group)
    Pin.objects.filter(group=group, post=post_id).delete()


def _member_now(group: Group, member: Membership) -> Membership:
    """Return a member as it is now; raise :class:`Missing` for one who left, or of another group."""
    found = Membership.objects.select_related("actor", "group__actor").filter(pk=member.pk, group=group).first()
    if found is None:
        raise Missing
    return found


def _tell(actor: Actor, moderator: Actor, group: Group) -> None:
    address = group.get_absolute_url()
    notify(NotificationKind.GROUP, recipients=[actor], actor_id=moderator.pk, post=None, address=address)
