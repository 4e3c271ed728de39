"""Lists of followed actors, for their owner alone: nobody is told of being on one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models import Roster, RosterMember
from toctoc.community.models.roster import LONGEST_NAME
from toctoc.community.rules.rosters import MOST_MEMBERS, MOST_ROSTERS
from toctoc.kernel.errors import Invalid, Missing, Refused
from toctoc.people.models import Actor
from toctoc.people.policies import may_speak
from toctoc.people.queries import is_following

if TYPE_CHECKING:
    from toctoc.kernel.cleared import Cleared


@transaction.atomic
def make_roster(*, owner: Actor, title: Cleared) -> Roster:
    """Make a list; one of that name is given back as it is. Raises :class:`Refused` for more than one can have."""
    may_speak(owner)
    name = _name_in(title)
    Actor.objects.select_for_update(no_key=True).get(pk=owner.pk)
    if (known := Roster.objects.filter(owner=owner, name=name).first()) is not None:
        return known
    if Roster.objects.filter(owner=owner).count() >= MOST_ROSTERS:
        raise Refused("Vous avez déjà %(most)s listes. Supprimez-en une d’abord.", most=MOST_ROSTERS)
    return Roster.objects.create(owner=owner, name=name)


@transaction.atomic
def rename_roster(*, owner: Actor, roster: Roster, title: Cleared) -> None:
    """Give a list another name; raise :class:`Invalid` for one that another list has."""
    held, name = _held(owner, roster), _name_in(title)
    if Roster.objects.filter(owner=owner, name=name).exclude(pk=held.pk).exists():
        raise Invalid("Une autre de vos listes porte ce nom.", field="name")
    Roster.objects.filter(pk=held.pk).update(name=name)


@transaction.atomic
def drop_roster(*, owner: Actor, roster: Roster) -> None:
    """Erase a list; those who were on it are still followed."""
    _held(owner, roster).delete()


@transaction.atomic
def put_on(*, owner: Actor, roster: Roster, actor: Actor) -> None:
    """Put a followed actor on a list; doing it twice changes nothing.

    Raises :class:`Invalid` for somebody the owner does not follow, :class:`Refused` for a list that is full.
    """
    held = _held(owner, roster)
    if not is_following(owner.pk, actor.pk):
        raise Invalid(
            "Suivez d’abord @%(handle)s : une liste range les personnes suivies.", field="people", handle=actor.handle
        )
    if RosterMember.objects.filter(roster=held, actor=actor).exists():
        return
    if RosterMember.objects.filter(roster=held).count() >= MOST_MEMBERS:
        raise Refused("Une liste a au plus %(most)s personnes.", most=MOST_MEMBERS)
    RosterMember.objects.create(roster=held, actor=actor)


@transaction.atomic
def take_off(*, owner: Actor, roster: Roster, actor_id: int) -> None:
    """Take an actor off a list; it is still followed."""
    RosterMember.objects.filter(roster=_held(owner, roster), actor=actor_id).delete()


def _held(owner: Actor, roster: Roster) -> Roster:
    held = Roster.objects.select_for_update(no_key=True).filter(pk=roster.pk, owner=owner).first()
    if held is None:
        raise Missing
    return held


def _name_in(title: Cleared) -> str:
    if not 0 < len(title.text) <= LONGEST_NAME:
        raise Invalid("Un nom de liste a de 1 à %(longest)s caractères.", field="name", longest=LONGEST_NAME)
    return title.text
