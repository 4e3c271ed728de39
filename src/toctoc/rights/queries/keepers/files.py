"""The bytes that ``media`` keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.people.models import Actor


def files_of(actor: Actor) -> list[tuple[str, Iterable[bytes]]]:
    """Return the files of an actor, each with its name in the archive and its bytes a piece at a time."""
    _ = actor
    return []
