"""What one reader does not want to hear of, made ready for asking."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toctoc.community.rules.filters import Place, Sieve, folded_words

if TYPE_CHECKING:
    from collections.abc import Mapping

# Of one reader: the newest are kept in mind.
MOST_MUTES = 5_000


@dataclass(frozen=True, slots=True)
class Caught:
    """What a post is folded under: a filter, with those of its words that the post says, or its author's silence."""

    sieve: Sieve | None = None
    words: tuple[str, ...] = ()
    # The filter names the post itself.
    is_named: bool = False

    @property
    def name(self) -> str:
        """The name of the filter; empty for a muted author."""
        return self.sieve.name if self.sieve else ""

    @property
    def hides(self) -> bool:
        """Whether the post is left out of lists."""
        return self.sieve is None or self.sieve.hides


MUTED = Caught()


@dataclass(frozen=True, slots=True)
class Quiet:
    """What one reader does not want to hear of; of each muted actor until when, in Unix seconds, zero for good."""

    actors: dict[int, float] = field(default_factory=dict)
    # Those of them whose notifications are not wanted either.
    silent: frozenset[int] = frozenset()
    threads: frozenset[int] = frozenset()
    sieves: tuple[Sieve, ...] = ()
    # By post, the ids of the filters that name it.
    posts: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def is_muted(self, actor_id: int, now: float) -> bool:
        """Tell whether an actor is muted at this moment."""
        until = self.actors.get(actor_id)
        return until is not None and (not until or until > now)

    def caught_by(self, text: str, place: Place, now: float, post_id: int = 0) -> list[Caught]:
        """Return the filters that a text meets in a place, or that catch its post whatever it says."""
        counting = [sieve for sieve in self.sieves if sieve.counts(place, now)]
        if not counting:
            return []
        folded, named = folded_words(text), self.posts.get(post_id, frozenset())
        found = (Caught(sieve, sieve.found_in(folded), is_named=sieve.id in named) for sieve in counting)
        return [caught for caught in found if caught.words or caught.is_named]


NOTHING = Quiet()


def verdict_on(
    quiet: Quiet, author_id: int, text: str, place: Place, now: float, post_id: int = 0
) -> tuple[bool, tuple[Caught, ...]]:
    """Return whether somebody else's post is hidden where it is met, and what it is folded under."""
    caught: list[Caught] = []
    hides = False
    if place not in {Place.OPENED, Place.ALONE} and quiet.is_muted(author_id, now):
        caught, hides = [MUTED], place != Place.THREADS
    where: Place = Place.LISTS if place == Place.OPENED else place
    for each in quiet.caught_by(text, where, now, post_id):
        caught.append(each)
        hides = hides or (each.hides and place != Place.ALONE)
    return hides, tuple(caught)
