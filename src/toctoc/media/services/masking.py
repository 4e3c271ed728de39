"""Change what is hidden of a picture, while nothing uses it; and hold pictures of people who are cared for back."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, Stale
from toctoc.media.models import File
from toctoc.media.models.file import FileState, Looked
from toctoc.media.policies import may_mask
from toctoc.media.rules.kinds import Kind
from toctoc.media.rules.masks import OF_PATIENTS, REASONS, found_in, uncovered
from toctoc.media.rules.refusals import refusal
from toctoc.media.services.files import FIELD, MAKE
from toctoc.people.policies import may_speak
from toctoc.privacy.pictures.availability import is_available
from toctoc.privacy.pictures.masks import masks_from_json, masks_to_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.people.models import Actor
    from toctoc.privacy.pictures.masks import Mask

# Why a picture or a film that shows somebody who is cared for is refused, by whether it was looked at.
_UNSEEN: dict[str, str] = {
    Looked.ABSENT: "no_eyes",
    Looked.INCOMPLETE: "not_looked",
    Looked.SEEN: "seen",
    "": "not_looked",
}


class Uncovered(Invalid):
    """Zones that were found would be seen, and nobody said why."""

    def __init__(self) -> None:
        super().__init__("Une zone trouvée par la machine ne serait plus masquée. Dites pourquoi.", field="reason")


@transaction.atomic
def change_masks(*, owner: Actor, file_id: int, masks: tuple[Mask, ...], revision: int, reason: str = "") -> File:
    """Hide this of a picture and no more, and have it made again; the same masks once more change nothing.

    ``revision`` is the one the owner saw; ``reason`` one of ``rules.masks.REASONS``, why what was found may be seen.
    Raises :class:`Missing` for what is not the owner's, :class:`Refused` for what cannot be masked any more,
    :class:`Stale` when the masks changed since, :class:`Uncovered` when a zone would be bare without a reason.
    """
    may_speak(owner)
    held = File.objects.select_for_update(no_key=True).filter(pk=file_id, owner=owner).first()
    if held is None:
        raise Missing
    told = masks_to_json(masks)
    if told == held.masks:
        return held
    may_mask(held)
    if revision != held.revision:
        raise Stale("Les masques ont changé entre-temps. Regardez l’image actuelle avant d’enregistrer.")
    _note_bare(held, owner, masks, reason)
    held.masks, held.revision, held.state = told, revision + 1, FileState.WAITING
    held.save(update_fields=["masks", "revision", "state", "unmasked", "found"])
    # With a key: two jobs of one file would write in one place.
    enqueue(MAKE, key=f"{MAKE} {held.pk}", file_id=held.pk)
    return held


def _note_bare(held: File, owner: Actor, masks: tuple[Mask, ...], reason: str) -> None:
    """Write down who lets which zones that were found be seen, and why; what was bare before needs no new reason."""
    zones = found_in(held.found, held.masks)
    held.found = masks_to_json(zones)
    new = uncovered(zones, masks) - uncovered(zones, masks_from_json(held.masks))
    if not new:
        return
    if reason not in REASONS:
        raise Uncovered
    told = {"actor": str(owner.pk), "at": clock.now().isoformat(), "reason": reason}
    notes = [{"zone": zone, "kind": zones[zone].kind.value, **told} for zone in sorted(new)]
    held.unmasked = [*(note for note in held.unmasked if note.get("zone") not in new), *notes]


def bare_zones(file: File) -> dict[int, str]:
    """Return the zones that were found in a picture and that its masks leave bare, each with the reason given."""
    bare = uncovered(found_in(file.found, file.masks), masks_from_json(file.masks))
    reasons = {note.get("zone"): note.get("reason", "") for note in file.unmasked}
    return {zone: reasons.get(zone, "") for zone in sorted(bare)}


@transaction.atomic
def declare(*, owner: Actor, file: File, shows_patient: bool) -> None:
    """Say whether a picture shows somebody who is cared for; raises :class:`Missing` for that of somebody else.

    What is used already is shown for what it is: nothing changes.
    """
    may_speak(owner)
    rows = File.objects.filter(pk=file.pk, owner=owner)
    if not rows.filter(kept_until__isnull=False).update(shows_patient=shows_patient) and not rows.exists():
        raise Missing


@transaction.atomic
def hold_to_patients(*, files: Iterable[File]) -> None:
    """Let files go with what speaks of somebody who is cared for; raise :class:`Invalid` for one that may not.

    A picture must have been looked at, and what was found in it be hidden or agreed to; a film too, and nothing found,
    since nobody masks a film. Pages of a document become masked pictures first. A voice goes: what it tells is its
    author's to weigh, as the page says beside it. What is still being prepared is refused when it turns out not to be
    looked at whole.
    """
    held = list(files)
    for file in held:
        slug = why_unseen(file.kind, _looked(file)) or _why_bare(file)
        if file.state != FileState.REFUSED and slug:
            raise Invalid(refusal(slug), field=FIELD)
    File.objects.filter(pk__in=[file.pk for file in held]).update(shows_patient=True)
    for file in held:
        if file.kind == Kind.DOCUMENT and file.state == FileState.READY and file.looked != Looked.DONE:
            File.objects.filter(pk=file.pk).update(state=FileState.WAITING)
            enqueue(MAKE, key=f"{MAKE} {file.pk}", file_id=file.pk)


def _why_bare(file: File) -> str:
    """Return why what is seen of a picture may not be, a slug of refusals; empty when it may."""
    return "uncovered" if {*bare_zones(file).values()} - OF_PATIENTS else ""


def may_be_drawn() -> bool:
    """Tell whether pages of documents can be drawn and looked at here."""
    return is_available() and find_spec("pypdfium2") is not None


def why_unseen(kind: str, looked: str) -> str:
    """Return why a file may not show somebody who is cared for, a slug of refusals; empty for one that may."""
    if kind == Kind.DOCUMENT:
        return "" if looked == Looked.DONE else "paper"
    return _UNSEEN.get(looked, "") if kind in {Kind.PICTURE, Kind.FILM} else ""


def _looked(file: File) -> str:
    """Return whether a file was looked at; of one that nobody read yet, or drew, whether it can be."""
    if file.kind == Kind.DOCUMENT:
        return Looked.DONE if file.looked == Looked.DONE or may_be_drawn() else file.looked
    if file.variants:
        return file.looked
    return Looked.DONE if is_available() else Looked.ABSENT
