"""What arrived and was not read yet: closed to other users, and erased as soon as its safe copy is made.

An original is here, as it was sent, for the seconds until a worker took it; nowhere else, and never longer than a day.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

    from django.core.files.uploadedfile import UploadedFile


def folder() -> Path:
    """Return the folder of the quarantine, which is there and closed."""
    place: Path = settings.ENVIRONMENT.data_dir / "quarantine"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def place_of(key: str) -> Path:
    """Return where the original of a file waits."""
    return folder() / key


def shut_in(upload: UploadedFile[bytes], key: str) -> None:
    """Take what was uploaded; a large one was streamed into this folder already, and only changes its name."""
    place = place_of(key)
    arrived = getattr(upload, "temporary_file_path", None)
    if arrived is not None:
        upload.flush()
        Path(arrived()).replace(place)
        place.chmod(0o600)
        return
    upload.seek(0)
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
        for chunk in upload.chunks():
            written.write(chunk)


def let_go(key: str) -> None:
    """Erase the original of a file; one that is not there is no error."""
    place_of(key).unlink(missing_ok=True)


def old_keys(age: timedelta) -> Iterator[str]:
    """Yield the names of what arrived longer than ``age`` ago."""
    limit = time.time() - age.total_seconds()
    for place in folder().iterdir():
        if place.stat().st_mtime < limit:
            yield place.name
