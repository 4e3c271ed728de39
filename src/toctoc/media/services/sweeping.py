"""Erase what nothing needs: bytes without a row, files that nothing uses, originals that a crash left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.kernel.events import publish
from toctoc.kernel.ids import id_at
from toctoc.media.events import FileSettled
from toctoc.media.models import File
from toctoc.media.models.file import FileState
from toctoc.media.rules.limits import KEPT_UNUSED
from toctoc.media.services import quarantine
from toctoc.media.services.files import MAKE, erase
from toctoc.media.services.store import store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.kernel.progress import Progress

BATCH = 100


def sweep(*, progress: Progress) -> None:
    """Erase what is a day old and of no use; each step stands alone, so that it may be ended anywhere."""
    unused = File.objects.filter(kept_until__lt=clock.now()).order_by("kept_until")
    while some := list(unused[:BATCH]):
        for file in some:
            erase(file=file)
            progress.step()
    give_up()
    while forget_pixels():
        progress.step()
    for key in _without_row(list(quarantine.old_keys(KEPT_UNUSED)), waiting=True):
        quarantine.let_go(key)
        quarantine.let_go_pixels(key)
        progress.step()
    for key in _without_row(list(store().old_keys(KEPT_UNUSED)), waiting=False):
        store().erase(key)
        progress.step()


def give_up() -> None:
    """Refuse files that wait for more than a day: their job is gone, and their owner should know.

    What was read before and waits to be masked anew may be older; should its job be gone, it gets another.
    """
    late = id_at(clock.now() - KEPT_UNUSED)
    for file in File.objects.filter(state=FileState.WAITING, id__lt=late).order_by("id")[:BATCH]:
        with transaction.atomic():
            waits = File.objects.filter(pk=file.pk, state=FileState.WAITING)
            if file.is_being_masked:
                enqueue(MAKE, key=f"{MAKE} {file.pk}", file_id=file.pk)
            elif waits.update(state=FileState.REFUSED, reason="lost", spool_key=""):
                publish(FileSettled(file_id=file.pk))


def forget_pixels() -> int:
    """Forget the keys of pixels whose day is over; return of how many files."""
    late = id_at(clock.now() - KEPT_UNUSED)
    spooled = File.objects.exclude(spool_key="").exclude(state=FileState.WAITING)
    old = spooled.filter(id__lt=late).order_by("id").values_list("id", flat=True)[:BATCH]
    return File.objects.filter(pk__in=list(old)).update(spool_key="")


def erase_files_of(*, owner_id: int, progress: Progress) -> None:
    """Erase every file of an actor who left."""
    while some := list(File.objects.filter(owner=owner_id).order_by("pk")[:BATCH]):
        for file in some:
            erase(file=file)
            progress.step()


def _without_row(keys: list[str], *, waiting: bool) -> Iterable[str]:
    """Yield those of ``keys`` that no row needs: any row for bytes, one that still waits for an original."""
    rows = File.objects.filter(state=FileState.WAITING) if waiting else File.objects.all()
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        known = set(rows.filter(key__in=some).values_list("key", flat=True))
        yield from (key for key in some if key not in known)
