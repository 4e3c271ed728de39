"""The lists of one owner, those on them, and their threads by the same bounded merge as a home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.models import Roster
from toctoc.community.queries.home import merged_page
from toctoc.kernel.errors import Missing
from toctoc.people.models import Actor
from toctoc.people.queries.statements import execute, placeholders

if TYPE_CHECKING:
    from toctoc.kernel.pagination import Cut, Page
    from toctoc.people.rules.audience import Viewer

# Whoever is no longer followed stays on the list and shows no more.
_HEADS = (
    "SELECT a.id, a.last_thread_id FROM community_rostermember m "
    "JOIN people_follow f ON f.followee_id = m.actor_id AND f.follower_id = %s "
    "JOIN people_actor a ON a.id = m.actor_id WHERE m.roster_id = %s AND a.kind <> 'group'"
)


def rosters_of(owner: Actor) -> list[Roster]:
    """Return the lists of ``owner`` in the order of their names; services bound their number."""
    return list(Roster.objects.filter(owner=owner).order_by("name", "id"))


def own_roster(owner: Actor, roster_id: int) -> Roster:
    """Return a list of ``owner``; raise :class:`Missing` for anybody else's."""
    try:
        return Roster.objects.get(owner=owner, pk=roster_id)
    except Roster.DoesNotExist:
        raise Missing from None


def on_roster(roster: Roster) -> list[Actor]:
    """Return those on a list that are still here, by handle; services bound their number."""
    return list(Actor.objects.speaking().filter(pk__in=roster.members.values("actor")).order_by("handle"))


def roster_threads(roster: Roster, viewer: Viewer, asked: Cut) -> Page[int]:
    """Return ids of the threads begun by those on a list, newest first; the statement that shows them hides others'."""
    heads = execute(placeholders(_HEADS), [roster.owner_id, roster.pk])
    return merged_page({int(actor): int(last) for actor, last in heads}, viewer, asked)
