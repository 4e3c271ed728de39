"""The words of the groups and circles an actor belongs to, kept on its row. Rooms above own the places themselves."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from toctoc.kernel.errors import Refused
from toctoc.kernel.events import publish
from toctoc.people.events import StandingChanged
from toctoc.people.models import Actor
from toctoc.people.rules.audience import place_of

# More places than anybody reads; bounds the statements of a page.
MOST_MEMBERSHIPS = 100


@transaction.atomic
def take_in(*, actor: Actor, word: str) -> bool:
    """Let an actor read what is for ``word``, a group or a circle; return whether it is new.

    Raises :class:`Refused` when it belongs to as many places as one can.
    """
    words = _held(actor)
    if word in words:
        return False
    if len(words) >= MOST_MEMBERSHIPS:
        raise Refused("Vous êtes déjà dans %(most)s groupes ou cercles. Quittez-en un d’abord.", most=MOST_MEMBERSHIPS)
    _write(actor, [*words, word])
    return True


@transaction.atomic
def let_out(*, actor: Actor, word: str) -> bool:
    """Take ``word`` away from an actor, from the next request on; return whether it had it."""
    words = _held(actor)
    if word not in words:
        return False
    _write(actor, [other for other in words if other != word])
    return True


def _held(actor: Actor) -> list[str]:
    """Return the words as they are now, which nobody else changes before the end of the transaction."""
    return Actor.objects.select_for_update(no_key=True).get(pk=actor.pk).memberships.split()


def _write(actor: Actor, words: list[str]) -> None:
    actor.memberships = " ".join(sorted(words, key=lambda word: (word.partition(":")[0], place_of(word) or 0)))
    # A home list kept in memory follows the places too.
    Actor.objects.filter(pk=actor.pk).update(memberships=actor.memberships, follows_version=F("follows_version") + 1)
    publish(StandingChanged(actor_id=actor.pk))
