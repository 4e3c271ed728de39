"""What a post may carry besides its text: a family, one module each, one line here.

A part attaches what the draft brings when the post is written, and later says how it is shown. ``Post.parts`` names
those a post carries, so that the others cost nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from toctoc.community.services.parts import experience, media, notes, orientation, poll, quote, references

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.community.rules.cards import Part
    from toctoc.community.rules.drafts import Extras


class PartModule(Protocol):
    """What a module of this folder offers."""

    NAME: str

    def is_in(self, extras: Extras) -> bool:
        """Tell whether a draft brings this part."""
        ...

    def attach(self, post: Post, extras: Extras) -> None:
        """Store the part, beside a post that was just stored, in its transaction; raise what a service raises."""
        ...

    def part_of(self, post: Post) -> Part:
        """Return how the part of a post that carries it is shown."""
        ...


# In the order they are shown.
PARTS: tuple[PartModule, ...] = (experience, media, poll, quote, references, notes, orientation)


def names_in(extras: Extras) -> str:
    """Return the names of the parts that a draft brings, as ``Post.parts`` keeps them."""
    return " ".join(part.NAME for part in PARTS if part.is_in(extras))


def attach_all(post: Post, extras: Extras) -> None:
    """Store every part of a draft."""
    for part in PARTS:
        if part.is_in(extras):
            part.attach(post, extras)


def parts_of(post: Post) -> tuple[Part, ...]:
    """Return the parts of a post as they are shown."""
    carried = post.parts.split()
    return tuple(part.part_of(post) for part in PARTS if part.NAME in carried)
