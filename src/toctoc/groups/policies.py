"""Who may see a group, enter it, join it, keep it in order: the only place that decides it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.groups.models import Ban, Invitation, Membership
from toctoc.groups.models.membership import Role
from toctoc.groups.rules.kinds import BY_INVITATION, BY_PROOF, EVERYBODY, HIDDEN
from toctoc.kernel.errors import Missing, Refused
from toctoc.people.models import Actor
from toctoc.people.models.actor import ActorKind
from toctoc.people.policies import may_speak, proved_profession, viewer_for

if TYPE_CHECKING:
    from toctoc.groups.models import Group
    from toctoc.people.rules.audience import Viewer


def speaks_for_institution(actor_id: int) -> bool:
    """Tell whether an actor is no person, or another actor of its account is an institution."""
    actor = Actor.objects.filter(pk=actor_id).only("kind", "account").first()
    if actor is None or actor.kind != ActorKind.PERSON:
        return True
    same = Actor.objects.filter(account=actor.account_id, kind=ActorKind.ORGANISATION)
    return actor.account_id is not None and same.exists()


def is_member(viewer: Viewer, group: Group) -> bool:
    """Tell whether the viewer belongs to the group."""
    return group.word in viewer.audiences


def may_see(viewer: Viewer, group: Group) -> bool:
    """Tell whether the viewer may know that the group exists, and what it says of itself.

    Of an employer-blind group no institution knows, whatever door it comes by, nor whoever is not signed in.
    """
    if group.actor.suspended_at is not None:
        return False
    if group.reach == EVERYBODY and not group.is_employer_blind:
        return True
    if viewer.actor_id is None:
        return False
    if group.is_employer_blind and speaks_for_institution(viewer.actor_id):
        return False
    if is_member(viewer, group) or group.reach != HIDDEN:
        return True
    return Invitation.objects.filter(group=group, actor=viewer.actor_id).exists()


def must_see(viewer: Viewer, group: Group) -> None:
    """Raise :class:`Missing` for a group that is not the viewer's to know."""
    if not may_see(viewer, group):
        raise Missing


def may_enter(viewer: Viewer, group: Group) -> None:
    """Raise :class:`Missing` for a group the viewer may not know, :class:`Refused` for one it does not belong to.

    Threads, members, page and events all ask this.
    """
    must_see(viewer, group)
    if not is_member(viewer, group):
        raise Refused("Cette page est pour les membres du groupe. Entrez d’abord dans le groupe.")


def may_join(actor: Actor, group: Group) -> None:
    """Raise when ``actor`` may not become a member by any door: every door asks this, the moderators' too.

    :class:`Missing` for an institution at an employer-blind group, :class:`Refused` with what to do otherwise.
    """
    may_speak(actor)
    if group.is_employer_blind and speaks_for_institution(actor.pk):
        raise Missing
    if actor.kind not in {ActorKind.PERSON, ActorKind.ORGANISATION} or actor.domain:
        raise Refused("Seules des personnes et des organisations d’ici entrent dans un groupe.")
    if group.is_archived:
        raise Refused("Ce groupe est archivé. On n’y entre plus.")
    if Ban.objects.filter(group=group, actor=actor).exists():
        raise Refused("La modération de ce groupe vous en a fermé l’entrée.")
    if group.joining == BY_PROOF and not opens(group, actor):
        raise Refused("Ce groupe demande une profession vérifiée. Prouvez d’abord la vôtre.")


def opens(group: Group, actor: Actor) -> bool:
    """Tell whether what ``actor`` has proved opens a group by proof."""
    proved = proved_profession(actor)
    return bool(proved) and (not group.professions or proved in group.professions.split())


def may_join_alone(group: Group, *, is_invited: bool) -> None:
    """Raise :class:`Refused` when one enters by invitation, and there is none."""
    if group.joining == BY_INVITATION and not is_invited:
        raise Refused("On entre dans ce groupe sur invitation. Demandez à quelqu’un qui le modère.")


def may_moderate(actor: Actor, group: Group) -> None:
    """Raise :class:`Missing` for a group ``actor`` may not know, :class:`Refused` unless it moderates the group."""
    may_speak(actor)
    may_enter(viewer_for(actor, actor.account), group)
    if not is_moderator(actor, group):
        raise Refused("Seules les personnes qui modèrent ce groupe le peuvent.")


def is_moderator(actor: Actor, group: Group) -> bool:
    """Tell whether an actor moderates a group."""
    return Membership.objects.filter(group=group, actor=actor, role=Role.MODERATOR).exists()


def may_take_part(actor: Actor, group: Group) -> None:
    """Raise unless ``actor`` belongs to the group, and the group still lives: for what members write together."""
    may_speak(actor)
    may_enter(viewer_for(actor, actor.account), group)
    must_live(group)


def must_live(group: Group) -> None:
    """Raise :class:`Refused` in an archived group."""
    if group.is_archived:
        raise Refused("Ce groupe est archivé : on le lit, on n’y écrit plus.")
