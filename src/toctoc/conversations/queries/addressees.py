"""From handles that somebody typed to the people meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.conversations.policies import MOST_PEOPLE, may_be_addressed
from toctoc.kernel.errors import Invalid
from toctoc.people.queries import actors_by_handles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.people.models import Actor

_BETWEEN = re.compile(r"[\s,;]+")


def handles_in(typed: str) -> list[str]:
    """Return the handles in what was typed, with or without their @, in order and once each."""
    words = [word.removeprefix("@").lower() for word in _BETWEEN.split(typed)]
    return list(dict.fromkeys(word for word in words if word))


def addressees(writer: Actor, handles: Iterable[str]) -> list[Actor]:
    """Return the people under ``handles`` whom ``writer`` can reach.

    Raises :class:`Invalid` for none, too many, or one that cannot be reached: that nobody has the handle, that the two
    are blocked and that it is no person look the same.
    """
    wanted = list(dict.fromkeys(handle.strip().removeprefix("@").lower() for handle in handles))
    if not wanted:
        raise Invalid("Dites à qui vous écrivez.", field="to")
    if len(wanted) >= MOST_PEOPLE:
        raise Invalid("Une conversation réunit au plus %(most)s personnes.", field="to", most=MOST_PEOPLE)
    found = actors_by_handles(set(wanted))
    reached = {actor.handle: actor for actor in may_be_addressed(writer, list(found.values()))}
    for handle in wanted:
        if handle not in reached:
            raise Invalid(
                "Aucune personne que vous pourriez joindre ne s’appelle @%(handle)s.", field="to", handle=handle
            )
    return [reached[handle] for handle in wanted]
