"""The small sentences of conversations that need a plural or a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import StrPromise

    from toctoc.people.models import Actor

LASTING_WORDS: dict[int, StrPromise] = {
    0: _("Sans limite"),
    1: _("1 jour"),
    7: _("7 jours"),
    90: _("90 jours"),
}
_NAMED = 3


def lasting_words(days: int) -> str:
    """Return how long things are kept, as a choice says it."""
    return str(LASTING_WORDS[days])


def names_of(people: Sequence[Actor]) -> str:
    """Return the names of the others, the first three alone when they are many."""
    names = [actor.display_name for actor in people[:_NAMED]]
    if not names:
        return gettext("Plus personne")
    if len(people) > _NAMED:
        more = len(people) - _NAMED
        rest = ngettext("et %(count)s autre", "et %(count)s autres", more) % {"count": more}
        return f"{', '.join(names)} {rest}"
    return (
        gettext("%(names)s et %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}
        if names[1:]
        else names[0]
    )
