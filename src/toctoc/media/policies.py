"""Who may see a file: its owner, and whom a room that uses it lets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.people.rules.audience import STRANGER

if TYPE_CHECKING:
    from collections.abc import Callable

    from toctoc.media.models import File
    from toctoc.people.rules.audience import Viewer

    MaySee = Callable[[Viewer, File], bool]

_USES: dict[str, MaySee] = {}


def register_use(name: str, may_see: MaySee) -> None:
    """Let a room above answer for the files it uses, under its own ``name``; called once, when rooms are made ready."""
    _USES[name] = may_see


def may_see(viewer: Viewer, file: File) -> bool:
    """Tell whether ``viewer`` may see a file; one without a use is its owner's alone.

    Every use is asked, whatever the others said, so that the time it takes tells nothing.
    """
    answers = [asked(viewer, file) for asked in _USES.values()]
    is_own = viewer.actor_id is not None and viewer.actor_id == file.owner_id
    return is_own or any(answers)


def is_public(file: File) -> bool:
    """Tell whether a stranger may see a file, so that caches on the way may keep it."""
    return may_see(STRANGER, file)
