"""Ask the index. What it answers is filtered again by whoever shows it: an index is always a little late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.search.services.engines import NotBuilt, engine
from toctoc.search.services.index import ask_for_rebuild

__all__ = ["NotBuilt", "find", "tags"]

if TYPE_CHECKING:
    from toctoc.search.rules.entries import Asked, Eyes


def find(asked: Asked) -> list[int]:
    """Return ids of what the index lets the asker read, the best first.

    Raises :class:`NotBuilt` when there is no index; it is then being built.
    """
    try:
        return engine().find(asked)
    except NotBuilt:
        ask_for_rebuild()
        raise


def tags(beginning: str, eyes: Eyes, most: int) -> list[str]:
    """Return the tags that begin so on what the asker may read, the most used first; raises as :func:`find`."""
    try:
        return engine().tags(beginning, eyes, most)
    except NotBuilt:
        ask_for_rebuild()
        raise
