"""Files, as readers and owners ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel.errors import Missing
from toctoc.kernel.ids import LARGEST
from toctoc.media.models import File
from toctoc.media.models.file import FileState
from toctoc.media.policies import may_see

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer


def visible_file(viewer: Viewer, file_id: int, variant: str) -> File:
    """Return a file that is ready, has this variant and is for ``viewer``; raise :class:`Missing` otherwise.

    One that is not there is looked for among the uses all the same: both answers take the same statements.
    """
    file = File.objects.filter(pk=min(file_id, LARGEST), state=FileState.READY).first()
    is_seen = may_see(viewer, file or File(pk=0, owner_id=0))
    if file is None or not is_seen or variant not in file.variants:
        raise Missing
    return file


def own_file(owner: Actor, file_id: int) -> File:
    """Return a file of one's own, whatever its state; raise :class:`Missing` for those of others."""
    file = File.objects.filter(pk=min(file_id, LARGEST), owner=owner).first()
    if file is None:
        raise Missing
    return file


def own_files(owner: Actor, file_ids: Iterable[int]) -> list[File]:
    """Return those of ``file_ids`` that are the owner's, in the order they are named."""
    wanted = list(dict.fromkeys(file_id for file_id in file_ids if 0 < file_id <= LARGEST))
    found = File.objects.filter(owner=owner).in_bulk(wanted)
    return [found[file_id] for file_id in wanted if file_id in found]
