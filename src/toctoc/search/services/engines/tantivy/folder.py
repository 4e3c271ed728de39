"""The folder of the index: which generation answers, who writes, and a reader that follows both.

``current`` names the folder that answers and is replaced at once; ``next`` is being built; ``touched`` lists what
changed while ``next`` waited to be gone on with.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import tantivy

from toctoc.search.services.engines import Busy, NotBuilt
from toctoc.search.services.engines.tantivy.schema import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from toctoc.search.services.engines import Key

T = TypeVar("T")


class Folder:
    """Where the index is."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.pointer = path / "current"
        self.next = path / f"next-{VERSION}"
        self.touched = path / "touched"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other writers away; the system lets go when the process dies. Raises :class:`Busy`."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.path / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Busy from None
            yield

    def current(self) -> Path:
        """Return the folder that answers; raise :class:`NotBuilt` when there is none of this release."""
        try:
            name = self.pointer.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            raise NotBuilt from None
        if not name.startswith(f"index-{VERSION}-") or "/" in name:
            raise NotBuilt
        return self.path / name

    def note_touched(self, keys: Iterable[Key]) -> None:
        """Write down what changes while a building that was cut short waits."""
        if self.next.exists():
            with self.touched.open("a", encoding="ascii") as file:
                file.writelines(f"{source} {identifier}\n" for source, identifier in keys)

    def read_touched(self) -> list[Key]:
        """Return what was written down since the building began."""
        if not self.touched.exists():
            return []
        lines = (line.split() for line in self.touched.read_text(encoding="ascii").splitlines())
        return list(dict.fromkeys((parts[0], int(parts[1])) for parts in lines if len(parts) == 2))  # noqa: PLR2004 a pair

    def promote(self) -> None:
        """Let ``next`` answer; folders of before go away, readers that have them open keep their files."""
        number = max((_number(old) for old in self.path.glob("index-*")), default=0) + 1
        name = f"index-{VERSION}-{number}"
        self.next.rename(self.path / name)
        fresh = self.path / "current.new"
        fresh.write_text(name, encoding="ascii")
        os.replace(fresh, self.pointer)  # noqa: PTH105 replaces at once
        self.touched.unlink(missing_ok=True)
        for old in self.path.glob("index-*"):
            if old.name != name:
                shutil.rmtree(old, ignore_errors=True)


def _number(folder: Path) -> int:
    last = folder.name.rpartition("-")[2]
    return int(last) if last.isdigit() else 0


class Reader:
    """Follows the folder that answers, for every thread of a process."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._index: tantivy.Index | None = None
        self._seen: tuple[str, int] = ("", 0)

    def read(self, question: Callable[[tantivy.Searcher, tantivy.Schema], T]) -> T:
        """Ask the index as it is now; raise :class:`NotBuilt` when it is missing or broken."""
        try:
            index = self._fresh()
        except (ValueError, OSError) as error:
            self._index = None
            raise NotBuilt from error
        return question(index.searcher(), index.schema)

    def _fresh(self) -> tantivy.Index:
        current = self.folder.current()
        seen = (current.name, (current / "meta.json").stat().st_mtime_ns)
        with self._lock:
            if self._index is None or seen[0] != self._seen[0]:
                self._index = tantivy.Index.open(str(current))
                self._index.config_reader("manual")
                self._index.reload()
            elif seen != self._seen:
                self._index.reload()
            self._seen = seen
            return self._index
