"""Make a file safe: have it read by the workshop, keep what that made, erase the original."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

from django.db import transaction

from toctoc.jobs.rules.backoff import MOST_ATTEMPTS
from toctoc.kernel.events import publish
from toctoc.media.events import FileSettled
from toctoc.media.models import File
from toctoc.media.models.file import FileState
from toctoc.media.rules.limits import PATIENCE
from toctoc.media.services import quarantine
from toctoc.media.services.scanning import ScannerAway, is_harmful
from toctoc.media.services.store import store
from toctoc.media.workshop.answers import BROUGHT_DOWN, TRY_AGAIN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_LOOK_EVERY = 0.1
# The workshop goes behind everything else: on a busy machine its seconds take so many real ones.
_SHARE = 5
# What a copy may be called: it is part of an address.
_NAMES = {"image", "small", "sound", "film", "poster", "document"}


class WorkshopClosed(Exception):
    """This machine could not run the workshop, or not write: no fault of the file, which is tried again."""


def make_safe(*, file_id: int, attempt: int, look: Callable[[], None]) -> None:
    """Read a file that waits and settle it: ready, or refused for a reason. Run again, it goes on where it was.

    ``look`` is called while the workshop works, and raises when this worker must end. Raises :class:`ScannerAway` and
    :class:`WorkshopClosed` for what may be better later, but not at the last attempt.
    """
    file = File.objects.filter(pk=file_id).first()
    if file is None or file.state != FileState.WAITING:
        # Killed after it was settled, or erased meanwhile.
        if file is not None:
            quarantine.let_go(file.key)
        return
    place = store().workplace(file.key)
    try:
        answer = _answer(file, place, look)
    except (ScannerAway, WorkshopClosed) as error:
        if attempt < MOST_ATTEMPTS:
            raise
        answer = {"refused": "no_scanner" if isinstance(error, ScannerAway) else "lost"}
    if "found" in answer:
        sizes = {copy.name: copy.stat().st_size for copy in place.iterdir()}
        store().put(file.key, place)
        _settle(file, _ready(answer["found"], sizes))
    else:
        _settle(file, {"state": FileState.REFUSED, "reason": str(answer["refused"])})
        store().erase(file.key)
    quarantine.let_go(file.key)


def _answer(file: File, place: Path, look: Callable[[], None]) -> dict[str, Any]:
    original = quarantine.place_of(file.key)
    if not original.exists():
        return {"refused": "lost"}
    if is_harmful(original):
        return {"refused": "virus"}
    return run_workshop(form=file.form, seconds=PATIENCE[file.kind], original=original, place=place, look=look)


def run_workshop(
    *, form: str, seconds: int, original: Path, place: Path, look: Callable[[], None] = lambda: None
) -> dict[str, Any]:
    """Run the workshop on one file, within its bounds; return what it says.

    A workshop that ends in any other way than it should was brought down by the file.
    """
    # -I and an empty environment: no setting, no secret and no folder of the operator is known there.
    command = [sys.executable, "-I", "-m", "toctoc.media.workshop", form, str(seconds), str(original), str(place)]
    with subprocess.Popen(  # noqa: S603 our own program, with a path of our own making
        command, cwd=place, env={}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        try:
            told = _waited(child, seconds, look)
        finally:
            child.kill()
    return _read(told, child.returncode)


def _waited(child: subprocess.Popen[bytes], seconds: int, look: Callable[[], None]) -> bytes:
    until = time.monotonic() + seconds * _SHARE
    while True:
        try:
            return child.communicate(timeout=_LOOK_EVERY)[0]
        except subprocess.TimeoutExpired:
            look()
            if time.monotonic() > until:
                return b""


def _read(told: bytes, status: int) -> dict[str, Any]:
    if status == TRY_AGAIN:
        raise WorkshopClosed
    if status == BROUGHT_DOWN:
        return {"refused": "truncated"}
    try:
        answer: dict[str, Any] = json.loads(told)
    except ValueError:
        return {"refused": "too_heavy"}
    return answer


def _ready(found: dict[str, Any], sizes: dict[str, int]) -> dict[str, object]:
    variants = {
        one["name"]: {
            "type": one["type"],
            "size": sizes[one["name"]],
            "width": one["width"],
            "height": one["height"],
        }
        for one in found["variants"]
        if one["name"] in _NAMES
    }
    told = {name: found[name] for name in ("kind", "seconds", "pages")}
    return {"state": FileState.READY, "variants": variants, **told, **found["impression"]}


@transaction.atomic
def _settle(file: File, found: dict[str, object]) -> None:
    """Write down what became of a file, unless it was erased meanwhile: then its bytes go too."""
    held = File.objects.select_for_update(no_key=True).filter(pk=file.pk, state=FileState.WAITING).first()
    if held is None:
        store().erase(file.key)
        return
    for name, value in found.items():
        setattr(held, name, value)
    held.save(update_fields=list(found))
    publish(FileSettled(file_id=held.pk))
