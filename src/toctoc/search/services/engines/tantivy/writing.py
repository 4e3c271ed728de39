"""What changes the index; in one process at a time."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import tantivy
from tantivy import Occur, Query

from toctoc.search.services.engines.tantivy.schema import document_of, made_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toctoc.search.rules.entries import Entry
    from toctoc.search.services.engines import Key
    from toctoc.search.services.engines.tantivy.folder import Folder

# Bytes of a writer's memory: the smallest it takes, for the worker; more where everything is written anew.
SMALL, LARGE = 15_000_000, 60_000_000
# Entries between two commits of a building: what an interruption costs at most.
COMMIT_EVERY = 50_000


def put(index: tantivy.Index, entries: Iterable[Entry], gone: Sequence[Key]) -> None:
    """Forget ``gone``, add ``entries``, commit, and wait for what the commit tidies up."""
    writer = index.writer(SMALL, num_threads=1)
    for source, identifier in gone:
        writer.delete_documents_by_query(_one(index.schema, source, identifier))
    for entry in entries:
        writer.add_document(document_of(entry))
    writer.commit()
    writer.wait_merging_threads()


def _one(schema: tantivy.Schema, source: str, identifier: int) -> Query:
    both = (Query.term_query(schema, "id", identifier, "basic"), Query.term_query(schema, "source", source, "basic"))
    return Query.boolean_query([(Occur.Must, one) for one in both])


class WorkingIndex:
    """An index being built in ``next``; see :class:`toctoc.search.services.engines.Building`.

    How far it came is written after each commit; what an interruption left between the two is forgotten before
    it is added again.
    """

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._note = folder.next / "reached.json"
        self._reached: dict[str, int] = {}
        # What was added after the last commit's note may be there already: it is replaced until the next commit.
        self._again = self._note.exists()
        if self._again:
            self._reached = json.loads(self._note.read_text(encoding="ascii"))
        else:
            shutil.rmtree(folder.next, ignore_errors=True)
            folder.touched.unlink(missing_ok=True)
            folder.next.mkdir(parents=True)
        self._index = tantivy.Index(made_schema(), path=str(folder.next))
        self._writer = self._index.writer(LARGE, num_threads=1)
        self._pending, self._is_closed = 0, False
        self._write_note()

    def reached(self, source: str) -> int:
        """Return how far an earlier building came."""
        return self._reached.get(source, 0)

    def touched(self) -> list[Key]:
        """Return what changed since this building began, and must be put once more."""
        return self.folder.read_touched()

    def add(self, entries: Iterable[Entry], *, source: str, up_to: int) -> None:
        """Add entries; commit now and then."""
        for entry in entries:
            if self._again:
                self._writer.delete_documents_by_query(_one(self._index.schema, entry.source, entry.id))
            self._writer.add_document(document_of(entry))
            self._pending += 1
        self._reached[source] = up_to
        if self._pending >= COMMIT_EVERY:
            self._commit()

    def put(self, entries: Iterable[Entry], keys: Sequence[Key]) -> None:
        """Forget ``keys`` and add what became of them."""
        for source, identifier in keys:
            self._writer.delete_documents_by_query(_one(self._index.schema, source, identifier))
        for entry in entries:
            self._writer.add_document(document_of(entry))

    def finish(self) -> None:
        """Commit, tidy up, and answer."""
        self._writer.commit()
        self.close()
        self._note.unlink()
        self.folder.promote()

    def close(self) -> None:
        """Let go of the folder; what was not committed is made again."""
        if not self._is_closed:
            self._is_closed = True
            self._writer.wait_merging_threads()

    def _commit(self) -> None:
        self._writer.commit()
        self._write_note()
        self._pending, self._again = 0, False

    def _write_note(self) -> None:
        fresh = self._note.with_suffix(".new")
        fresh.write_text(json.dumps(self._reached), encoding="ascii")
        fresh.replace(self._note)
