"""One reader's home list in memory: what it follows, and the newest entries of that."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from toctoc.community.queries.merging import NEWEST, Entry, Sources, entries_below
from toctoc.people.rules.audience import STRANGER, Viewer, is_listed, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# At most this many entries are kept for a reader.
KEPT = 800


@dataclass(slots=True)
class HomeList:
    """What one reader follows and the newest entries for it; ``ids`` is complete down to its last one."""

    version: int
    # Who is followed, the groups belonged to, the hashtags followed.
    sources: Sources
    # Ids of entries, newest first; what each is beside them, which also tells one seen twice.
    ids: list[int]
    # The reader, among those followed.
    own: int
    entries: dict[int, Entry] = field(default_factory=dict)
    # By post, the boost that shows it: of several the newest.
    shown: dict[int, int] = field(default_factory=dict)
    # The reader's standing when last looked at, which is at the beginning of every request.
    viewer: Viewer = STRANGER
    reaches_end: bool = False

    def add(self, entry: Entry) -> None:
        """Put a new entry in its place, which is nearly always the first."""
        if entry.entry_id in self.entries or not self._wants(entry):
            return
        if entry.is_boost:
            earlier = self.shown.get(entry.post_id, 0)
            if earlier > entry.entry_id:
                return
            if earlier:
                self.ids.remove(earlier)
                del self.entries[earlier]
            self.shown[entry.post_id] = entry.entry_id
        self.entries[entry.entry_id] = entry
        place = 0
        while place < len(self.ids) and self.ids[place] > entry.entry_id:
            place += 1
        self.ids.insert(place, entry.entry_id)
        if len(self.ids) > KEPT:
            self._forget(self.ids.pop())
            self.reaches_end = False

    def drop(self, entry_id: int) -> None:
        """Leave out an entry that is no more."""
        if entry_id in self.entries:
            self.ids.remove(entry_id)
            self._forget(entry_id)

    def _forget(self, entry_id: int) -> None:
        gone = self.entries.pop(entry_id)
        if gone.is_boost:
            del self.shown[gone.post_id]

    def _wants(self, entry: Entry) -> bool:
        """Tell whether an entry belongs here: a boost, or one for its hashtag, does unless it stands by itself."""
        if entry.is_boost:
            return entry.source in self.sources.boosting and (entry.is_reply or entry.author not in self.sources.heads)
        if self.sources.speaks_otherwise(entry):
            # A group brings whatever is said there.
            return place_of(entry.word) in self.sources.places
        return not entry.is_by_tag or (entry.author not in self.sources.heads and is_listed(entry.word))

    def lengthen(self, size: int) -> None:
        """Lengthen the list to ``size`` entries by merging below its last one."""
        wanted = size - len(self.ids)
        more = list(islice(self.below(self.ids[-1] if self.ids else NEWEST), wanted))
        self.reaches_end = len(more) < wanted
        for entry in more:
            self.ids.append(entry.entry_id)
            self.entries[entry.entry_id] = entry
            if entry.is_boost:
                self.shown[entry.post_id] = entry.entry_id

    def below(self, below: int) -> Iterator[Entry]:
        """Yield the entries that belong here below an id, newest first, by a merge; none that the list has."""
        shown, last = dict(self.shown), 0
        for entry in entries_below(self.sources, below):
            # Two hashtags may bring the same thread, one after the other.
            if entry.entry_id == last or not self._wants(entry):
                continue
            last = entry.entry_id
            if entry.is_boost:
                # The newest boost of a post stands, in the list or among those yielded.
                if shown.get(entry.post_id, 0) > entry.entry_id:
                    continue
                shown[entry.post_id] = entry.entry_id
            yield entry

    def may_show(self, entry: Entry) -> bool:
        """Tell whether the reader's words let it read an entry; the prepared statement asks for good."""
        return entry.author == self.own or self.viewer.may_find(entry.word)
