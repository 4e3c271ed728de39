"""Who may see a file: its owner, and whom a room that uses it lets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel import clock
from toctoc.kernel.errors import Refused
from toctoc.kernel.ids import id_at
from toctoc.media.rules.kinds import Kind
from toctoc.media.rules.limits import MASKED_WITHIN
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


def is_maskable(file: File) -> bool:
    """Tell whether the masks of a file may still change."""
    try:
        may_mask(file)
    except Refused:
        return False
    return True


def is_public(file: File) -> bool:
    """Tell whether a stranger may see a file, so that caches on the way may keep it."""
    return may_see(STRANGER, file)


def may_mask(file: File) -> None:
    """Raise :class:`Refused` for a file whose masks cannot change: no picture, used, not read yet, or too old."""
    if file.kind != Kind.PICTURE or file.state == "refused":
        raise Refused("Seules les images ont des masques.")
    if not file.variants:
        raise Refused("Cette image est encore en préparation. Patientez un instant.")
    if file.kept_until is None:
        raise Refused("Cette image est déjà envoyée. L’original est effacé : ses masques ne changent plus.")
    if not file.spool_key or file.pk < id_at(clock.now() - MASKED_WITHIN):
        raise Refused(
            "L’image d’origine est effacée au bout d’un jour. Pour changer les masques, envoyez-la de nouveau."
        )
