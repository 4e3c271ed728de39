"""Who an audience is, with a number when it is a closed one.

The number is of everybody who may read, whoever writes among them; named people are those beside the author. Blocks
are not counted out: a figure that moved would tell somebody that it was blocked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.community.models import Reader
from toctoc.people.models import Actor
from toctoc.people.policies import proved_profession
from toctoc.people.queries import proved_counts
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
    from collections.abc import Mapping, Sequence

    from toctoc.community.models import Post
    from toctoc.people.rules.audience import Viewer
    from toctoc.people.rules.country import Profession


@dataclass(frozen=True, slots=True)
class Readership:
    """What the audience sentence is made of; ``count`` is zero for the audiences that nobody counts.

    ``named`` are those a post is for by name, its author left out; ``is_alone`` tells that nobody but the writer is
    in a closed audience.
    """

    word: str
    kind: str
    count: int
    professions: tuple[Profession, ...] = ()
    group: Actor | None = None
    named: tuple[Actor, ...] = ()
    is_alone: bool = False

    @property
    def profession(self) -> Profession | None:
        """The first profession, for a sentence about one."""
        return self.professions[0] if self.professions else None


def readership_of(word: str, *, writer: Actor | None = None, named: Sequence[Actor] = ()) -> Readership:
    """Return who reads what is written for an audience word; ``named`` are the people of that audience."""
    if word == NAMED:
        others = tuple(actor for actor in named if writer is None or actor.pk != writer.pk)
        return Readership(NAMED, NAMED, len(others), named=others, is_alone=not others)
    return readerships([word], writer=writer)[0]


def readerships(words: Sequence[str], *, writer: Actor | None = None) -> list[Readership]:
    """Return who reads each of the audiences: two statements, whatever their number.

    ``writer`` is not told of as another reader when there is none. People may be named later.
    """
    counts = proved_counts() if any(is_for_professionals(word) for word in words) else {}
    places = [place for word in words if (place := place_of(word)) is not None]
    groups = Actor.objects.in_bulk(places) if places else {}
    return [_readership(word, counts, groups, writer) for word in words]


def _readership(word: str, counts: Mapping[str, int], groups: Mapping[int, Actor], writer: Actor | None) -> Readership:
    kind, _ = audience_kind(word)
    if kind == GROUP:
        group = groups.get(place_of(word) or 0)
        count = group.followers_count if group else 0
        return Readership(word, kind, count, group=group, is_alone=count <= (writer is not None))
    if not is_for_professionals(word):
        return Readership(word, kind, 0)
    named = professions_of(word)
    count = sum(counts.get(one, 0) for one in named or counts)
    own = proved_profession(writer) if writer is not None else ""
    is_among = bool(own) and (own in named or not named)
    told = tuple(PROFESSIONS[one] for one in named if one in PROFESSIONS)
    return Readership(word, kind, count, told, is_alone=count <= is_among)


def readership_of_post(post: Post, viewer: Viewer) -> Readership:
    """Return who reads one post: the same, and for named people their names.

    Of a group that its author left, neither the name nor the number: what it is now is for those who belong to it.
    """
    if place_of(post.audience) is not None and post.audience not in viewer.audiences:
        return Readership(post.audience, audience_kind(post.audience)[0], 0)
    if post.audience != NAMED:
        return readership_of(post.audience, writer=post.author)
    return readership_of(NAMED, writer=post.author, named=named_readers(post))


def named_readers(post: Post) -> tuple[Actor, ...]:
    """Return those a post for named people is for, in the order of their handles; the gone and suspended left out."""
    words = Reader.objects.filter(post=post).values_list("word", flat=True)
    ids = [int(word.partition(":")[2]) for word in words]
    return tuple(Actor.objects.speaking().filter(pk__in=ids).order_by("handle"))


def channels_of_post(post_id: int, audience: str) -> tuple[str, ...]:
    """Return the live channels on which something about a post may be announced."""
    if audience != NAMED and not readers_of(audience):
        return channels_of(audience)
    return tuple(Reader.objects.filter(post=post_id).values_list("word", flat=True))
