"""Make a file safe: have it read by the workshop, keep what that made, forget the original."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django.db import transaction

from toctoc.jobs.rules.backoff import MOST_ATTEMPTS
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel.events import publish
from toctoc.media.events import FileSettled
from toctoc.media.models import File
from toctoc.media.models.file import FileState, Looked
from toctoc.media.rules.kinds import Kind
from toctoc.media.rules.limits import PATIENCE, PATIENCE_DRAWN
from toctoc.media.rules.sealing import Unreadable
from toctoc.media.services import quarantine
from toctoc.media.services.files import MAKE
from toctoc.media.services.masking import may_be_drawn, why_unseen
from toctoc.media.services.scanning import ScannerAway, is_harmful
from toctoc.media.services.store import store
from toctoc.media.services.workshop import Brought, Errand, WorkshopClosed, run_workshop
from toctoc.privacy.pictures.masks import BadMasks, masks_from_json, masks_to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# What a copy may be called: it is part of an address.
_NAMES = {"image", "small", "sound", "film", "poster", "document"}
# The format in which the workshop gives pixels back.
_PIXELS_FORM = "JPEG"


def make_safe(*, file_id: int, attempt: int, look: Callable[[], None]) -> None:
    """Read a file that waits and settle it: ready, or refused for a reason. Run again, it goes on where it was.

    A picture whose owner changed its masks is made again from its clean pixels. ``look`` is called while the workshop
    works, and raises when this worker must end. Raises :class:`ScannerAway` and :class:`WorkshopClosed` for what may be
    better later, but not at the last attempt.
    """
    file = File.objects.filter(pk=file_id).first()
    if file is None or file.state != FileState.WAITING:
        # Killed after it was settled, or erased meanwhile.
        if file is not None:
            _tidy(file.key, file)
        return
    place = store().workplace(file.key)
    try:
        brought = _brought(file, place, look)
    except (ScannerAway, WorkshopClosed) as error:
        if attempt < MOST_ATTEMPTS:
            raise
        brought = Brought({"refused": "no_scanner" if isinstance(error, ScannerAway) else "lost"})
    _tidy(file.key, _settle(file, _kept(file, brought, place)))


def _kept(file: File, brought: Brought, place: Path) -> dict[str, Any]:
    """Keep what the workshop made; return what becomes of the row."""
    found = _checked(file, brought.answer)
    if found["state"] == FileState.READY:
        for name, variant in found["variants"].items():
            variant["size"] = (place / name).stat().st_size
        store().put(file.key, place)
        if brought.pixels and not file.variants:
            found["spool_key"] = quarantine.keep_pixels(brought.pixels, file.key)
    return found


def _tidy(key: str, settled: File | None) -> None:
    """Erase what a settled file needs no more; one that is no more needs nothing."""
    quarantine.let_go(key)
    if settled is None or not settled.spool_key:
        quarantine.let_go_pixels(key)
    if settled is None or settled.state == FileState.REFUSED:
        store().erase(key)


def _brought(file: File, place: Path, look: Callable[[], None]) -> Brought:
    try:
        with _opened(file) as held:
            # Reopened by its number, it is read from its beginning: by the scanner here, by the workshop there.
            original = Path(f"/proc/self/fd/{held}")
            if is_harmful(original):
                return Brought({"refused": "virus"})
            brought = run_workshop(_errand(file, held), original=original, place=place, look=look)
            return _with_poster(file, brought, place, look)
    except (Unreadable, FileNotFoundError):
        return Brought({"refused": "lost"})


def _with_poster(file: File, brought: Brought, place: Path, look: Callable[[], None]) -> Brought:
    """Let the picture given with a film or a sound stand for it; one that cannot be read changes nothing."""
    if not file.poster_key or "found" not in brought.answer:
        return brought
    try:
        with quarantine.in_memory(quarantine.poster_of(file.key), file.poster_key) as held:
            original = Path(f"/proc/self/fd/{held}")
            if is_harmful(original):
                return brought
            errand = Errand(file.poster_form, PATIENCE[Kind.PICTURE], None, held, poster=True)
            with TemporaryDirectory(dir=place) as beside:
                poster = run_workshop(errand, original=original, place=Path(beside), look=look).answer
                if "found" in poster:
                    Path(beside, "poster").replace(place / "poster")
    except (Unreadable, FileNotFoundError):
        return brought
    return Brought(_standing_for(brought.answer, poster)) if "found" in poster else brought


def _standing_for(answer: dict[str, Any], poster: dict[str, Any]) -> dict[str, Any]:
    """Return what was found of a film or a sound, with the picture that stands for it in the place of its own."""
    film, picture = answer["found"], poster["found"]
    variants = [one for one in film["variants"] if one["name"] != "poster"] + picture["variants"]
    looked = picture["looked"] if film["looked"] == Looked.DONE else film["looked"]
    return {"found": film | {"variants": variants, "impression": picture["impression"], "looked": looked}}


def _errand(file: File, held: int) -> Errand:
    if not file.is_being_masked:
        return Errand(file.form, PATIENCE[file.kind], None, held)
    if file.kind == Kind.DOCUMENT:
        return Errand(file.form, PATIENCE_DRAWN, None, held, drawn=True)
    return Errand(_PIXELS_FORM, PATIENCE[file.kind], file.masks, held)


@contextmanager
def _opened(file: File) -> Iterator[int]:
    """Yield a file in memory: an original, the clean pixels of a picture, or the copy of a document to be drawn."""
    if file.is_being_masked and file.kind == Kind.DOCUMENT:
        with store().open(file.key, "document") as copy, quarantine.held_in_memory(copy) as held:
            yield held
        return
    source = quarantine.pixels_of(file.key) if file.is_being_masked else quarantine.place_of(file.key)
    with quarantine.in_memory(source, file.spool_key) as held:
        yield held


def _checked(file: File, answer: dict[str, Any]) -> dict[str, Any]:
    """Return what becomes of the row: what the workshop says, as far as it may say that."""
    if "found" not in answer:
        return {"state": FileState.REFUSED, "reason": str(answer["refused"]), "spool_key": "", "poster_key": ""}
    found = answer["found"]
    variants = {
        one["name"]: {"type": one["type"], "size": 0, "width": one["width"], "height": one["height"]}
        for one in found["variants"]
        if one["name"] in _NAMES
    }
    told = {name: found[name] for name in ("kind", "seconds", "pages")}
    told |= {"duration": found.get("duration", 0.0), "poster_key": ""}
    # Of a picture that is made again, what its file was is known already.
    told |= {"views": file.views if file.is_being_masked else found.get("views", 0)}
    row = {"state": FileState.READY, "variants": variants, **told, **found["impression"]}
    if file.is_being_masked and file.kind == Kind.PICTURE:
        return row
    try:
        row["masks"] = row["found"] = masks_to_json(masks_from_json(found["masks"]))
    except BadMasks:
        return {"state": FileState.REFUSED, "reason": "truncated", "spool_key": ""}
    row["looked"] = Looked(found["looked"]) if found["looked"] else ""
    return row | {"spool_key": ""}


def _held_to_patients(held: File, found: dict[str, Any]) -> dict[str, Any]:
    """Return what becomes of a file that is ready and shows somebody who is cared for."""
    unseen = why_unseen(found.get("kind", held.kind), found.get("looked", held.looked))
    if not unseen:
        return found
    if unseen == "paper" and may_be_drawn():
        # Its pages are drawn first, and nobody reads it before.
        enqueue(MAKE, key=f"{MAKE} {held.pk}", file_id=held.pk)
        return found | {"state": FileState.WAITING}
    return {"state": FileState.REFUSED, "reason": unseen, "spool_key": ""}


@transaction.atomic
def _settle(file: File, found: dict[str, Any]) -> File | None:
    """Write down what became of a file, and return its row; ``None`` when it was erased meanwhile."""
    held = File.objects.select_for_update(no_key=True).filter(pk=file.pk).first()
    if held is None or held.state != FileState.WAITING or held.revision != file.revision:
        # Of masks that were changed again, another job makes the picture.
        return held
    if held.shows_patient and found["state"] == FileState.READY:
        found = _held_to_patients(held, found)
    if held.kept_until is None:
        # Used meanwhile: its masks are what they are.
        found["spool_key"] = ""
    for name, value in found.items():
        setattr(held, name, value)
    held.save(update_fields=list(found))
    if held.state != FileState.WAITING:
        publish(FileSettled(file_id=held.pk))
    return held
