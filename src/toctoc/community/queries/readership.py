"""Who an audience is, with a number when it is a closed one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.community.models import Reader
from toctoc.people.models import Actor
from toctoc.people.queries import proved_count
from toctoc.people.rules.audience import (
    GROUP,
    NAMED,
    audience_kind,
    channels_of,
    is_for_professionals,
    place_of,
    professions_of,
    readers_of,
)
from toctoc.people.rules.professions import PROFESSIONS

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.people.rules.country import Profession


@dataclass(frozen=True, slots=True)
class Readership:
    """What the audience sentence is made of; ``count`` is zero for the audiences that nobody counts.

    ``named`` are those a post is for by name, its author left out.
    """

    word: str
    kind: str
    count: int
    professions: tuple[Profession, ...] = ()
    group: Actor | None = None
    named: tuple[Actor, ...] = ()

    @property
    def profession(self) -> Profession | None:
        """The first profession, for a sentence about one."""
        return self.professions[0] if self.professions else None


def readership_of(word: str) -> Readership:
    """Return who reads what is written for an audience word, with one cheap count per profession at most."""
    kind, _ = audience_kind(word)
    if kind == GROUP:
        group = Actor.objects.filter(pk=place_of(word) or 0).first()
        return Readership(word, kind, group.followers_count if group else 0, group=group)
    if not is_for_professionals(word):
        return Readership(word, kind, 0)
    named = professions_of(word)
    count = sum(proved_count(one) for one in named) if named else proved_count()
    return Readership(word, kind, count, tuple(PROFESSIONS[one] for one in named if one in PROFESSIONS))


def readership_of_post(post: Post) -> Readership:
    """Return who reads one post: the same, and for named people their names."""
    if post.audience != NAMED:
        return readership_of(post.audience)
    words = Reader.objects.filter(post=post).values_list("word", flat=True)
    ids = [int(word.partition(":")[2]) for word in words]
    named = tuple(Actor.objects.speaking().filter(pk__in=ids).exclude(pk=post.author_id).order_by("handle"))
    return Readership(NAMED, NAMED, len(named), named=named)


def channels_of_post(post_id: int, audience: str) -> tuple[str, ...]:
    """Return the live channels on which something about a post may be announced."""
    if audience != NAMED and not readers_of(audience):
        return channels_of(audience)
    return tuple(Reader.objects.filter(post=post_id).values_list("word", flat=True))
