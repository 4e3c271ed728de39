"""Who may read an object, as one short word that rows, queries and live channels all share.

``public`` and ``unlisted`` are for everybody (the second stays out of public lists), ``members`` for whoever
is signed in, ``professionals`` for every proved profession, ``profession:doctor`` for one of them,
``profession:doctor+nurse`` for several, ``group:12`` for the members of a group, ``circle:12`` for those of a circle,
``named`` for a few people. The last kinds but one are words a viewer *has*; an audience of several professions and one
of named people are written out as *reader words* beside the object (``profession:doctor``, ``actor:12``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from toctoc.kernel.errors import Invalid
from toctoc.kernel.ids import id_in
from toctoc.people.rules.professions import PROFESSIONS

PUBLIC = "public"
UNLISTED = "unlisted"
MEMBERS = "members"
PROFESSIONALS = "professionals"
ONE_PROFESSION = "profession"
GROUP = "group"
CIRCLE = "circle"
NAMED = "named"
ACTOR = "actor"
LONGEST = 160
MOST_PROFESSIONS = 4
MOST_NAMED = 20
_SEVERAL = "+"
# Of two of these, the later is the narrower.
_NESTED = (PUBLIC, UNLISTED, MEMBERS, PROFESSIONALS)
STRANGERS = (PUBLIC, UNLISTED)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: what a policy needs to know of the reader, and nothing else.

    ``actor_id`` is ``None`` for a stranger; ``profession`` is the *proved* one, or empty; ``memberships`` are the words
    of its groups and circles, separated by spaces; ``has_blocks`` tells that somebody blocked it, or that it did;
    ``quiet`` is another number with each change of what it wants not to hear, zero when there never was anything.
    """

    actor_id: int | None = None
    profession: str = ""
    is_moderator: bool = False
    memberships: str = ""
    has_blocks: bool = False
    quiet: int = 0

    @property
    def audiences(self) -> tuple[str, ...]:
        """Every audience word this viewer belongs to."""
        if self.actor_id is None:
            return STRANGERS
        return _words_of_member(self.profession, self.memberships)

    @property
    def listed(self) -> tuple[str, ...]:
        """The words whose objects everybody of that audience finds in lists: neither unlisted, nor of a place."""
        return (PUBLIC,) if self.actor_id is None else _listed_of_member(self.profession)

    @property
    def reader_words(self) -> tuple[str, str]:
        """The words under which an object may be written out for this viewer; always two, the second may repeat."""
        mine = f"{ACTOR}:{self.actor_id or 0}"
        return mine, profession_audience(self.profession) if self.profession else mine

    def may_find(self, word: str) -> bool:
        """Tell whether an object of this audience may be the viewer's; of one for named people its rows tell."""
        return word in self.audiences or word == NAMED or self.profession in professions_of(word)


STRANGER = Viewer()


@lru_cache(maxsize=1024)
def _words_of_member(profession: str, memberships: str) -> tuple[str, ...]:
    own = (PROFESSIONALS, profession_audience(profession)) if profession else ()
    return (PUBLIC, UNLISTED, MEMBERS, *own, *memberships.split())


@lru_cache(maxsize=64)
def _listed_of_member(profession: str) -> tuple[str, ...]:
    return tuple(word for word in _words_of_member(profession, "") if word != UNLISTED)


def profession_audience(*professions: str) -> str:
    """Return the audience word of one profession, or of several in the order of the alphabet."""
    return f"{ONE_PROFESSION}:{_SEVERAL.join(sorted(set(professions)))}"


def group_audience(group_id: int) -> str:
    """Return the audience word of a group, by the id of its actor."""
    return f"{GROUP}:{group_id}"


@lru_cache(maxsize=256)
def professions_of(word: str) -> tuple[str, ...]:
    """Return the professions that an audience word names; none for the other kinds."""
    kind, _, told = word.partition(":")
    return tuple(told.split(_SEVERAL)) if kind == ONE_PROFESSION else ()


def is_listed(word: str) -> bool:
    """Tell whether objects of this audience stand in lists: neither unlisted, nor of a place, nor for named people."""
    return word in {PUBLIC, MEMBERS, PROFESSIONALS} or bool(professions_of(word))


def place_of(word: str) -> int | None:
    """Return the id of the group or the circle an audience word names; ``None`` for the other kinds."""
    kind, _, told = word.partition(":")
    return id_in(told) if kind in {GROUP, CIRCLE} else None


def readers_of(word: str, named: tuple[int, ...] = ()) -> tuple[str, ...]:
    """Return the reader words to write out beside an object of this audience; none when its own word says all."""
    if word == NAMED:
        return tuple(f"{ACTOR}:{actor_id}" for actor_id in dict.fromkeys(named))
    professions = professions_of(word)
    return tuple(profession_audience(one) for one in professions) if len(professions) > 1 else ()


def channels_of(word: str, named: tuple[int, ...] = ()) -> tuple[str, ...]:
    """Return the live channels on which an object of this audience may be announced."""
    return readers_of(word, named) or (word,)


def audience_word(kind: str, professions: list[str] | None = None, place: int | None = None) -> str:
    """Return the audience word for what a form or a client asked; raise :class:`Invalid` otherwise.

    Whether the asker belongs to it is for policies; ``place`` is the id of a group or of a circle.
    """
    if kind in {PUBLIC, UNLISTED, MEMBERS, PROFESSIONALS, NAMED}:
        return kind
    if kind == ONE_PROFESSION:
        return profession_audience(*_checked(professions or []))
    if kind in {GROUP, CIRCLE} and place is not None:
        return f"{kind}:{place}"
    raise Invalid("Cette audience n’est pas proposée ici.", field="audience")


def _checked(professions: list[str]) -> list[str]:
    if not professions or any(slug not in PROFESSIONS for slug in professions):
        raise Invalid("Choisissez une profession parmi celles de la liste.", field="audience")
    if len(set(professions)) > MOST_PROFESSIONS:
        raise Invalid("Choisissez au plus %(most)s professions.", field="audience", most=MOST_PROFESSIONS)
    return professions


def parsed_audience(word: str) -> str:
    """Return an audience word that came back from a form; raise :class:`Invalid` for what is none."""
    kind, _, told = word.partition(":")
    if kind == ONE_PROFESSION:
        return audience_word(kind, told.split(_SEVERAL))
    return audience_word(kind, place=id_in(told))


def audience_kind(word: str) -> tuple[str, str]:
    """Split an audience word into its kind and what it names (empty for most)."""
    kind, _, told = word.partition(":")
    return kind, told


def is_for_professionals(word: str) -> bool:
    """Tell whether only proved professionals may read, hence answer."""
    return word == PROFESSIONALS or word.startswith(f"{ONE_PROFESSION}:")


def is_within(inner: str, outer: str) -> bool:
    """Tell whether everybody who may read an object of ``inner`` may read one of ``outer``.

    Of named people, only their own standing can tell: false unless ``outer`` is for everybody.
    """
    if inner == outer or outer in STRANGERS:
        return inner != PUBLIC or outer == PUBLIC
    if inner in _NESTED and outer in _NESTED:
        return _NESTED.index(inner) >= _NESTED.index(outer)
    if outer == MEMBERS:
        return inner not in STRANGERS
    professions = professions_of(inner)
    if outer == PROFESSIONALS:
        return bool(professions)
    return bool(professions) and set(professions) <= set(professions_of(outer))
