"""Ask for an archive, make it in the background, forget it after a week."""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from django.conf import settings
from django.db import IntegrityError, transaction

from toctoc.jobs.rules.backoff import MOST_ATTEMPTS
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.people.services.keys import seal, unseal
from toctoc.rights.models import Archive, ArchiveState
from toctoc.rights.queries.account import document_of
from toctoc.rights.rules.sealed_files import SealedWriter, opened
from toctoc.rights.services.writing import steps_of, write_archive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.kernel.progress import Progress
    from toctoc.people.models import Account

MAKE = "rights.make_archive"
LAST_ATTEMPT = MOST_ATTEMPTS
KEPT = timedelta(days=7)
# A file that belongs to no row, because a worker died, goes after this.
ORPHAN = timedelta(hours=6)
_PURPOSE = "archives"


def ask(*, account: Account) -> Archive:
    """Ask for an archive of everything; asked twice, in two tabs or on a retry, it is one."""
    try:
        with transaction.atomic():
            key = secrets.token_bytes(32)
            archive = Archive.objects.create(account=account, sealed_key=seal(_PURPOSE, b64encode(key).decode()))
            enqueue(MAKE, key=f"{MAKE} {archive.pk}", archive_id=archive.pk)
            return archive
    except IntegrityError:
        return Archive.objects.get(account=account, state=ArchiveState.WAITING)


def make(*, archive_id: int, progress: Progress) -> None:
    """Write the file of an archive; begun again from the start when a worker died. A row that is gone is no fault."""
    archive = Archive.objects.select_related("account").filter(pk=archive_id, state=ArchiveState.WAITING).first()
    if archive is None:
        return
    progress.total = steps_of(archive.account)
    partial = path_of(archive.pk).with_suffix(".partial")
    partial.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with partial.open("wb") as target:
        partial.chmod(0o600)
        sealed = SealedWriter(target, _key(archive))
        for _ in write_archive(archive.account, sealed, document_of(archive.account)):
            _tell(archive, progress)
        sealed.finish()
    partial.replace(path_of(archive.pk))
    now = clock.now()
    # Cancelled meanwhile: the row is gone and the file follows.
    told = {"state": ArchiveState.READY, "size": sealed.size, "ready_at": now, "steps_done": progress.total}
    if not Archive.objects.filter(pk=archive.pk).update(**told, steps_total=progress.total):
        path_of(archive.pk).unlink(missing_ok=True)


def _tell(archive: Archive, progress: Progress) -> None:
    progress.step()
    # Twice in a hundred is what a bar can show.
    if progress.done % max(1, progress.total // 50) == 0:
        Archive.objects.filter(pk=archive.pk).update(steps_done=progress.done, steps_total=progress.total)


def give_up(*, archive_id: int) -> None:
    """Say that an archive could not be made, after the last attempt."""
    Archive.objects.filter(pk=archive_id, state=ArchiveState.WAITING).update(state=ArchiveState.FAILED)


def forget(*, archive: Archive) -> None:
    """Take an archive away, or stop making it."""
    Archive.objects.filter(pk=archive.pk).delete()
    path_of(archive.pk).unlink(missing_ok=True)


def forget_old() -> int:
    """Take away the archives of more than a week ago, and files without a row; return how many."""
    gone = 0
    for archive in Archive.objects.filter(asked_at__lt=clock.now() - KEPT):
        forget(archive=archive)
        gone += 1
    kept = set(Archive.objects.values_list("pk", flat=True))
    oldest = (clock.now() - ORPHAN).timestamp()
    for file in _folder().glob("*"):
        if (not file.stem.isdigit() or int(file.stem) not in kept) and file.stat().st_mtime < oldest:
            file.unlink(missing_ok=True)
            gone += 1
    return gone


def bytes_of(archive: Archive) -> Iterator[bytes]:
    """Yield the bytes of a ready archive; raise :class:`Missing` when its file is gone."""
    try:
        source = path_of(archive.pk).open("rb")
    except FileNotFoundError:
        raise Missing from None
    return _streamed(source, _key(archive))


def _streamed(source: BinaryIO, key: bytes) -> Iterator[bytes]:
    with source:
        yield from opened(source, key)


def path_of(archive_id: int) -> Path:
    """Return where the file of an archive rests."""
    return _folder() / f"{archive_id}.sealed"


def _folder() -> Path:
    return Path(settings.ENVIRONMENT.data_dir) / "archives"


def _key(archive: Archive) -> bytes:
    return b64decode(unseal(_PURPOSE, bytes(archive.sealed_key)))
