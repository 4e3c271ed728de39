"""The messages that stand first on a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.models import Pin

if TYPE_CHECKING:
    from toctoc.people.models import Actor


def pins_of(author: Actor) -> list[int]:
    """Return ids of the messages an actor pinned, the last pinned first; who may read each is asked where they show."""
    return list(Pin.objects.filter(actor=author).order_by("-id").values_list("post", flat=True))


def is_pinned(post_id: int) -> bool:
    """Tell whether a message stands first on its author's profile."""
    return Pin.objects.filter(post=post_id).exists()
