"""From what somebody asked for, in a form or through the API, to an audience and those it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel.errors import Invalid
from toctoc.people.models import Actor
from toctoc.people.models.actor import ActorKind
from toctoc.people.queries import actors_by_handles
from toctoc.people.rules.audience import GROUP, MOST_NAMED, NAMED, audience_word

if TYPE_CHECKING:
    from collections.abc import Sequence

# Figures of the largest id.
LONGEST_ID = 18
NOBODY = "Personne ici ne s’appelle @%(handle)s."


def addressed(
    kind: str, *, professions: Sequence[str] = (), place: str = "", handles: Sequence[str] = ()
) -> tuple[str, tuple[Actor, ...]]:
    """Return the audience word, and the actors it names when its kind is *named*.

    ``place`` is the id of a group or circle, or a group's handle. Raises :class:`Invalid` for what does not exist;
    whether the writer belongs to it is for the policies, and looks the same.
    """
    if kind == NAMED:
        return NAMED, _named(handles)
    return audience_word(kind, list(professions), _place(kind, place)), ()


def _place(kind: str, place: str) -> int | None:
    if place.isdecimal() and len(place) <= LONGEST_ID:
        return int(place)
    if kind != GROUP or not place:
        return None
    group = Actor.objects.filter(kind=ActorKind.GROUP, handle=place.removeprefix("@").lower(), domain="").first()
    return group.pk if group is not None else 0


def _named(handles: Sequence[str]) -> tuple[Actor, ...]:
    wanted = {handle.strip().removeprefix("@").lower() for handle in handles} - {""}
    if not 0 < len(wanted) <= MOST_NAMED:
        raise Invalid("Nommez au moins une personne, et au plus %(most)s.", field="audience", most=MOST_NAMED)
    found = {handle: actor for handle, actor in actors_by_handles(wanted).items() if actor.kind != ActorKind.GROUP}
    if missing := sorted(wanted - set(found)):
        raise Invalid(NOBODY, field="audience", handle=missing[0])
    return tuple(found[handle] for handle in sorted(found))
