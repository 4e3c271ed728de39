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

    def judge(self, place: Place, now: float) -> Judge:
        """Return who judges what is met in a place at a moment (Unix seconds)."""
        where = Place.LISTS if place == Place.OPENED else place
        return Judge(self, place, now, tuple(sieve for sieve in self.sieves if sieve.counts(where, now)))


@dataclass(slots=True)
class Judge:
    """What a reader's mutes and filters make of posts in one place at one moment; ``sieves`` are those that count."""

    quiet: Quiet
    place: Place
    now: float
    sieves: tuple[Sieve, ...]
    # Of several texts that were looked over, whether any says a word of a filter.
    may_catch: bool = True

    def look_over(self, texts: list[str]) -> None:
        """Look at all texts that will be judged at once: most pages say no word of any filter."""
        # Words do not reach from one text into the next: a needle has no line break.
        together = "\n".join(map(folded_words, texts)) if self.sieves else ""
        self.may_catch = any(sieve.found_in(together) for sieve in self.sieves)

    def caught_by(self, text: str, post_id: int = 0) -> list[Caught]:
        """Return the filters that a text meets, or that catch its post whatever it says."""
        named = self.quiet.posts.get(post_id, frozenset())
        if not self.sieves or not (self.may_catch or named):
            return []
        folded = folded_words(text)
        found = (Caught(sieve, sieve.found_in(folded), is_named=sieve.id in named) for sieve in self.sieves)
        return [caught for caught in found if caught.words or caught.is_named]

    def verdict(self, author_id: int, text: str, post_id: int = 0) -> tuple[bool, tuple[Caught, ...]]:
        """Return whether somebody else's post is hidden where it is met, and what it is folded under."""
        caught = self.caught_by(text, post_id)
        hides = self.place != Place.ALONE and any(each.hides for each in caught)
        if self.place not in {Place.OPENED, Place.ALONE} and self.quiet.is_muted(author_id, self.now):
            return hides or self.place != Place.THREADS, (MUTED, *caught)
        return hides, tuple(caught)


NOTHING = Quiet()
