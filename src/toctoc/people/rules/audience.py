"""Who may read an object, as one short word that rows, queries and live channels all share.

``public`` and ``unlisted`` are for everybody (the second stays out of public lists), ``members`` for whoever
is signed in, ``professionals`` for every proved profession, ``profession:doctor`` for one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from toctoc.kernel.errors import Invalid
from toctoc.people.rules.professions import PROFESSIONS

PUBLIC = "public"
UNLISTED = "unlisted"
MEMBERS = "members"
PROFESSIONALS = "professionals"
ONE_PROFESSION = "profession"
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: what a policy needs to know of the reader, and nothing else.

    ``actor_id`` is ``None`` for a stranger; ``profession`` is the *proved* one, or empty;
    ``language`` is the one pages are written in for this reader.
    """

    actor_id: int | None = None
    profession: str = ""
    is_moderator: bool = False

    @property
    def audiences(self) -> tuple[str, ...]:
        """Every audience word this viewer belongs to."""
        return STRANGERS if self.actor_id is None else _words_of_member(self.profession)


STRANGERS = (PUBLIC, UNLISTED)


@lru_cache(maxsize=64)
def _words_of_member(profession: str) -> tuple[str, ...]:
    if not profession:
        return (PUBLIC, UNLISTED, MEMBERS)
    return (PUBLIC, UNLISTED, MEMBERS, PROFESSIONALS, profession_audience(profession))


STRANGER = Viewer()


def profession_audience(profession: str) -> str:
    """Return the audience word of one profession."""
    return f"{ONE_PROFESSION}:{profession}"


def audience_word(kind: str, professions: list[str] | None = None) -> str:
    """Return the audience word for what a form or a client asked; raise :class:`Invalid` otherwise."""
    if kind in {PUBLIC, UNLISTED, MEMBERS, PROFESSIONALS}:
        return kind
    if kind == ONE_PROFESSION:
        if not professions or len(professions) != 1 or professions[0] not in PROFESSIONS:
            raise Invalid("Choisissez une profession, une seule, parmi celles de la liste.", field="audience")
        return profession_audience(professions[0])
    raise Invalid("Cette audience n’est pas proposée ici.", field="audience")


def audience_kind(word: str) -> tuple[str, str]:
    """Split an audience word into its kind and its profession (empty for the others)."""
    kind, _, profession = word.partition(":")
    return kind, profession


def is_for_professionals(word: str) -> bool:
    """Tell whether only proved professionals may read, hence answer."""
    return word == PROFESSIONALS or word.startswith(f"{ONE_PROFESSION}:")
