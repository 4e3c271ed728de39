"""What is not for everybody yet: originals until a worker read them, and pixels that their owner still masks.

Everything here is sealed from its first byte on. Its key is in the row of the file, and in no other place: whoever
forgets the row has forgotten the bytes. What is opened again is opened in memory.

An original is here, as it was sent, for the seconds until a worker took it, and never longer than a day.
"""

from __future__ import annotations

import os
import secrets
import shutil
import time
import weakref
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings

from toctoc.kernel.errors import Stale
from toctoc.media.rules.sealing import PIECE, Sealing, Unreadable, Unsealed, new_key
from toctoc.people.services.keys import seal, unseal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta
    from pathlib import Path
    from typing import BinaryIO

    from _typeshed import SupportsRead
    from django.core.files.uploadedfile import UploadedFile

_PURPOSE = "files in quarantine"
_PIXELS, _POSTER = "-pixels", "-poster"


def folder() -> Path:
    """Return the folder of the quarantine, which is there and closed."""
    place: Path = settings.ENVIRONMENT.data_dir / "quarantine"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def place_of(key: str) -> Path:
    """Return where the original of a file waits."""
    return folder() / key


def pixels_of(key: str) -> Path:
    """Return where the pixels of a picture wait, clean of all but what is seen, while its masks may change."""
    return folder() / f"{key}{_PIXELS}"


def poster_of(key: str) -> Path:
    """Return where the picture waits that was given with a film or a sound."""
    return folder() / f"{key}{_POSTER}"


class Arrival:
    """Bytes that arrive: sealed as they come, with a key that this process alone knows until a row holds it.

    One that nobody holds any more erases itself: a door may refuse a form before it looks at its files.
    """

    def __init__(self) -> None:
        self.place = folder() / f"arriving-{secrets.token_hex(16)}"
        self._key = new_key()
        self._file = os.fdopen(os.open(self.place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        self._sealing = Sealing(self._file, self._key)
        self._erase = weakref.finalize(self, _erased, self._file, self.place)
        # A process that was made of this one ends without touching what is not its own.
        self._erase.atexit = False

    def write(self, told: bytes) -> None:
        """Take more."""
        self._sealing.write(told)

    def end(self) -> None:
        """Take no more."""
        self._sealing.end()
        self._file.close()

    def opened(self) -> Unsealed:
        """Return what arrived, in clear, piece by piece."""
        return Unsealed(self.place.open("rb"), self._key)

    def rest_at(self, place: Path) -> str:
        """Keep what arrived at a place; return its key, sealed, for the row."""
        self.place.replace(place)
        return seal(_PURPOSE, self._key.hex()).decode()

    def drop(self) -> None:
        """Erase what arrived, unless it was kept."""
        self._erase()


def _erased(file: BinaryIO, place: Path) -> None:
    file.close()
    place.unlink(missing_ok=True)


def shut_in(upload: UploadedFile[bytes], place: Path) -> str:
    """Take what was uploaded, and return its key, sealed; a large one was streamed to here, and changes its name."""
    arrival = getattr(upload, "arrival", None)
    if isinstance(arrival, Arrival):
        return arrival.rest_at(place)
    upload.seek(0)
    return _sealed(upload.chunks(), place)


def keep_pixels(content: bytes, key: str) -> str:
    """Keep the pixels of a picture, and return their key, sealed."""
    return _sealed(iter([content]), pixels_of(key))


def _sealed(chunks: Iterator[bytes], place: Path) -> str:
    arrival = Arrival()
    try:
        for chunk in chunks:
            arrival.write(chunk)
        arrival.end()
        return arrival.rest_at(place)
    finally:
        arrival.drop()


def opened(place: Path, sealed_key: str) -> Unsealed:
    """Return what rests at a place, to be read in clear; raise :class:`Unreadable` without it or its key."""
    try:
        key = bytes.fromhex(unseal(_PURPOSE, sealed_key.encode()))
        return Unsealed(place.open("rb"), key)
    except (FileNotFoundError, Stale, ValueError):
        raise Unreadable from None


@contextmanager
def in_memory(place: Path, sealed_key: str) -> Iterator[int]:
    """Yield the number of an open file in memory with what rests at a place; raise :class:`Unreadable`."""
    with opened(place, sealed_key) as source, held_in_memory(source) as held:
        yield held


@contextmanager
def held_in_memory(source: SupportsRead[bytes]) -> Iterator[int]:
    """Yield the number of an open file in memory with all of ``source``."""
    held = os.memfd_create("toctoc")
    try:
        with os.fdopen(os.dup(held), "wb") as target:
            shutil.copyfileobj(source, target, PIECE)
        yield held
    finally:
        os.close(held)


def let_go(key: str) -> None:
    """Erase the original of a file, and of its poster; one that is not there is no error."""
    place_of(key).unlink(missing_ok=True)
    poster_of(key).unlink(missing_ok=True)


def let_go_pixels(key: str) -> None:
    """Erase the pixels of a picture that can be masked no more; none there is no error."""
    pixels_of(key).unlink(missing_ok=True)


def old_keys(age: timedelta) -> Iterator[str]:
    """Yield the keys of files of which something arrived longer than ``age`` ago; and names of what is no file's."""
    limit = time.time() - age.total_seconds()
    for place in folder().iterdir():
        if place.stat().st_mtime < limit:
            yield place.name.removesuffix(_PIXELS).removesuffix(_POSTER)
