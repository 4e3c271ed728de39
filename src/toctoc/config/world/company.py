"""Whom scenes of the demonstration name: those it introduces, and others by their profession."""

from __future__ import annotations

from functools import cached_property

from toctoc.kernel import clock
from toctoc.people.models import Actor
from toctoc.people.models.actor import ActorKind
from toctoc.questions.services.routing.peers import know

# So many others of each profession are enough for any scene.
_MOST = 12


class Company:
    """Finds people by the words of the texts: ``medecin``, or ``nurse/2`` for the third other nurse."""

    def __init__(self) -> None:
        self._found: dict[str, Actor] = {}

    def __getitem__(self, name: str) -> Actor:
        """Return somebody; a profession with fewer people than that begins again at the first."""
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    def others(self, profession: str) -> list[Actor]:
        """Return proved people of a profession whom the demonstration does not introduce."""
        return self._by_profession.get(profession, [])

    @cached_property
    def _by_profession(self) -> dict[str, list[Actor]]:
        from_here = Actor.objects.speaking().filter(kind=ActorKind.PERSON, proved_until__gt=clock.now())
        some = from_here.exclude(proved_profession="").exclude(pk__in=[star.pk for star in self._stars.values()])
        found: dict[str, list[Actor]] = {}
        for actor in some.order_by("pk")[: 40 * _MOST]:
            found.setdefault(actor.proved_profession, []).append(actor)
        return found

    @cached_property
    def _stars(self) -> dict[str, Actor]:
        # They are the first in every world.
        known = Actor.objects.filter(account__email__endswith="@exemple.test").select_related("account")
        return {a.account.email.partition("@")[0]: a for a in known.order_by("pk")[:9] if a.account is not None}

    def _find(self, name: str) -> Actor:
        profession, _, place = name.partition("/")
        if not place:
            actor = self._stars[name]
        else:
            peers = self.others(profession)
            actor = peers[int(place) % len(peers)]
        # Rows written in bulk told nobody who may be asked.
        know(actor_id=actor.pk)
        return actor
