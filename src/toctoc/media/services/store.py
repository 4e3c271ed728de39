"""Where bytes are: a small protocol, and a folder that speaks it."""

from __future__ import annotations

import os
import re
import shutil
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote, urlsplit

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta
    from typing import BinaryIO

_KEY = re.compile("[0-9a-f]{32}")


class Store(Protocol):
    """Named bytes under the key of a file; another kind of store offers the same five verbs."""

    def workplace(self, key: str) -> Path:
        """Return an empty folder of this machine in which the copies of a file are made."""
        ...

    def put(self, key: str, made: Path) -> None:
        """Keep every file of the folder ``made`` under ``key``, all or none; what was there before is replaced."""
        ...

    def open(self, key: str, name: str) -> BinaryIO:
        """Return the bytes, to be read from any place; raise :class:`FileNotFoundError`."""
        ...

    def erase(self, key: str) -> None:
        """Erase all under ``key``; what is not there is no error."""
        ...

    def old_keys(self, age: timedelta) -> Iterator[str]:
        """Yield the keys of what was written longer than ``age`` ago, in any order."""
        ...


class Folder:
    """A folder of this machine, closed to other users; in 256 parts, so that none grows too long to be listed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def workplace(self, key: str) -> Path:
        """Return an empty folder beside the others, so that putting it in its place is one rename."""
        place = self.root / "making" / key
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(mode=0o700, parents=True)
        return place

    def put(self, key: str, made: Path) -> None:
        """Rename ``made`` to its place, its bytes written down first."""
        for file in made.iterdir():
            with file.open("rb") as written:
                os.fsync(written.fileno())
        place = self._place(key)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.rmtree(place, ignore_errors=True)
        made.rename(place)

    def open(self, key: str, name: str) -> BinaryIO:
        """Return the open file."""
        return (self._place(key) / name).open("rb")

    def erase(self, key: str) -> None:
        """Erase the folder, and what may be in the making."""
        for place in (self._place(key), self.root / "making" / key):
            shutil.rmtree(place, ignore_errors=True)

    def old_keys(self, age: timedelta) -> Iterator[str]:
        """Yield the names of old folders; what is no key of ours stays untouched."""
        limit = time.time() - age.total_seconds()
        for place in (*self.root.glob("[0-9a-f][0-9a-f]/*"), *self.root.glob("making/*")):
            if _KEY.fullmatch(place.name) and place.stat().st_mtime < limit:
                yield place.name

    def _place(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise FileNotFoundError(key)
        return self.root / key[:2] / key


@cache
def _store_at(url: str, data_dir: Path) -> Store:
    return Folder(Path(unquote(urlsplit(url).path)) if url else data_dir / "media")


def store() -> Store:
    """Return the store of this server."""
    return _store_at(settings.ENVIRONMENT.media_url, settings.ENVIRONMENT.data_dir)
