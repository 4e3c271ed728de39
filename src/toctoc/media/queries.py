"""Files, as readers and owners ask for them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from toctoc.kernel.errors import Missing
from toctoc.kernel.ids import LARGEST
from toctoc.media.models import File
from toctoc.media.models.file import FileState
from toctoc.media.policies import may_see
from toctoc.media.rules import signing
from toctoc.media.rules.facts import PREVIEW, WHOLE, FileFacts, copy_in
from toctoc.media.rules.signing import SIGNED, Signed, holds, until_after
from toctoc.people.models import Actor
from toctoc.people.policies import is_waiting, viewer_for
from toctoc.people.rules.audience import STRANGER
from toctoc.people.services.keys import key_for, keys_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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


def signed_address(file: File, variant: str, viewer_actor_id: int) -> str:
    """Return an address at which programs of one person read a copy for less than a day, as that person would."""
    signed = Signed(file.pk, variant, viewer_actor_id, until_after(time.time()))
    return signing.signed_address(file.ended_address(variant), signed, key_for(SIGNED))


def holder_of(signed: Signed, signature: str) -> Viewer | None:
    """Return for whom an address was signed, as they are now; ``None`` when it was not, or not for as long."""
    if not holds(signed, signature, keys_for(SIGNED), time.time()):
        return None
    actor = Actor.objects.filter(pk=signed.actor_id, left_at=None).select_related("account").first()
    if actor is None or (actor.account is not None and not actor.account.is_active):
        return STRANGER
    if actor.account is not None and is_waiting(actor.account):
        return STRANGER
    # Without the account: an address that others come to hold lets nobody moderate.
    return viewer_for(actor)


def facts_of(file: File, address: Callable[[str], str]) -> FileFacts:
    """Return what programs are told of a file by those who know its reader; ``address`` names each copy."""
    shown = file.variants if file.is_ready else {}
    return FileFacts(
        file_id=file.pk,
        kind=file.kind,
        state=file.state,
        reason=file.reason,
        description=file.description,
        language=file.language,
        blurhash=file.blurhash if file.is_ready else "",
        duration=file.duration or float(file.seconds),
        focus=(file.focus_x, file.focus_y),
        whole=copy_in(shown, WHOLE[file.kind], address),
        preview=copy_in(shown, PREVIEW.get(file.kind, ""), address),
    )


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
