"""Between the places of a filter and the contexts that apps know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.rules.filters import Place
from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Collection

# Lists are those of everybody, of hashtags and of profiles: two contexts of apps are one place.
_PLACES: dict[str, Place] = {
    "home": Place.HOME,
    "notifications": Place.NOTIFICATIONS,
    "public": Place.LISTS,
    "thread": Place.THREADS,
    "account": Place.LISTS,
}


def contexts_of(places: Collection[str]) -> list[str]:
    """Return the contexts of some places."""
    return [context for context, place in _PLACES.items() if place in places]


def places_of(contexts: Collection[str]) -> tuple[str, ...]:
    """Return the places of some contexts; raise :class:`Invalid` for none, or an unknown one."""
    if not contexts or not _PLACES.keys() >= set(contexts):
        raise Invalid("Choisissez au moins un endroit de la liste.", field="context")
    return tuple(dict.fromkeys(_PLACES[context].value for context in contexts))
