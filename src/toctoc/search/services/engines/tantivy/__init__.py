"""Tantivy: an index in a folder, within the program itself."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import tantivy

from toctoc.search.services.engines import NotBuilt
from toctoc.search.services.engines.tantivy import asking
from toctoc.search.services.engines.tantivy.folder import Folder, Reader
from toctoc.search.services.engines.tantivy.writing import WorkingIndex, put

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from toctoc.search.rules.entries import Asked, Entry, Eyes
    from toctoc.search.services.engines import Key


class TantivyEngine:
    """The index in a folder; see :class:`toctoc.search.services.engines.Engine`."""

    def __init__(self, path: Path) -> None:
        self.folder = Folder(path)
        self.reader = Reader(self.folder)

    def write(self, entries: Sequence[Entry], gone: Sequence[Key]) -> None:
        """Put and forget, in one commit."""
        with self.folder.held():
            keys = [*gone, *((entry.source, entry.id) for entry in entries)]
            # First: whoever builds the next index goes over these again.
            self.folder.note_touched(keys)
            try:
                put(tantivy.Index.open(str(self.folder.current())), entries, keys)
            except (ValueError, OSError) as error:
                raise NotBuilt from error

    def find(self, asked: Asked) -> list[int]:
        """Return ids, the best first."""
        return self.reader.read(lambda searcher, schema: asking.find(searcher, schema, asked))

    def tags(self, beginning: str, eyes: Eyes, most: int) -> list[str]:
        """Return tags by their beginning."""
        return self.reader.read(lambda searcher, schema: asking.tags(searcher, schema, beginning, eyes, most))

    @contextmanager
    def building(self) -> Iterator[WorkingIndex]:
        """Build beside the index that answers, or go on with what was begun."""
        with self.folder.held():
            working = WorkingIndex(self.folder)
            try:
                yield working
            finally:
                working.close()

    def discard(self) -> None:
        """Forget which folder answers."""
        self.folder.pointer.unlink(missing_ok=True)

    def size(self) -> int:
        """Return the bytes of the folder that answers."""
        return sum(file.stat().st_size for file in self.folder.current().iterdir())


def made(path: Path) -> TantivyEngine:
    """Return the engine whose index is under ``path``."""
    return TantivyEngine(path)
