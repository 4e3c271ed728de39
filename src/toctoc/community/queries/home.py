"""The home page's list of ids: kept in memory for readers active lately, rebuilt by a bounded merge.

No row per follower is ever written. A process keeps, for each active reader, the newest ids of threads begun by the
people they follow; each request first reads the threads begun since the process last looked (usually none, one index
range) and gives them to the readers who follow their authors. A reader the process does not know gets a merge of
the followed actors' newest threads, actor by actor in the order of their last one, so that the quiet cost nothing.
"""

from __future__ import annotations

import heapq
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from toctoc.community.queries.prepared import execute, placeholders
from toctoc.community.queries.quiet import quiet_of
from toctoc.community.queries.standing import STANDING, moment, viewer_in
from toctoc.kernel.ids import FREE_BITS
from toctoc.kernel.pagination import Cut, Page
from toctoc.people.rules.audience import STRANGER, Viewer, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_READERS = 4_000
# Three pages ahead at once, and at most this many ids kept per reader.
BUILT = 100
KEPT = 800
# Threads whose id is older than the newest by less than this may still be committed by another process.
OVERLAP = 10_000 << FREE_BITS
PER_ACTOR = 20
NEWEST = (1 << 63) - 1

# One statement tells everything a request must know before the page itself: the reader's standing now (nobody reads
# on a proof that was revoked a moment ago) and the threads begun since this process last looked.
_BEGUN = "SELECT 1, id, author_id, audience, '', 0, 0 FROM community_post WHERE id > %s AND reply_to_id IS NULL"
_GLANCE = f"{STANDING} UNION ALL {_BEGUN}"
_NEWEST = "SELECT max(id) FROM community_post WHERE reply_to_id IS NULL"
_FOLLOWEES = (
    "SELECT a.id, a.last_thread_id FROM people_follow f JOIN people_actor a ON a.id = f.followee_id "
    "WHERE f.follower_id = %s AND a.kind <> 'group' "
    "UNION ALL SELECT id, last_thread_id FROM people_actor WHERE id = %s"
)
_PLACES = "SELECT id, last_thread_id FROM people_actor WHERE id IN ({ids})"
_THREADS = (
    "SELECT id, audience FROM community_post "
    "WHERE author_id = %s AND reply_to_id IS NULL AND id < %s ORDER BY id DESC LIMIT %s"
)
# The same for what was begun in a group, whoever did; the id of a group never is that of an author.
_IN_PLACE = (
    "SELECT id, audience FROM community_post "
    "WHERE audience = %s AND reply_to_id IS NULL AND id < %s ORDER BY id DESC LIMIT %s"
)


@dataclass(frozen=True, slots=True)
class Glance:
    """A page of candidates for a reader, and who the reader is at this moment."""

    page: Page[int]
    viewer: Viewer


# The audience word of one's own threads in one's own list: they are read whatever their audience.
OWN = ""


@dataclass(slots=True)
class HomeList:
    """What one reader follows and the newest ids for them; ``ids`` is complete down to its last one."""

    version: int
    # Who is followed and the groups belonged to, with a bound that none of their threads' ids passes.
    heads: dict[int, int]
    # Newest first; their audience words beside them, which also tells an id seen twice.
    ids: list[int]
    # The reader, among those followed.
    own: int
    words: dict[int, str] = field(default_factory=dict)
    # The groups among those heads, with their audience words.
    places: dict[int, str] = field(default_factory=dict)
    # The reader's standing when last looked at, which is at the beginning of every request.
    viewer: Viewer = STRANGER
    reaches_end: bool = False

    def add(self, post_id: int, word: str) -> None:
        """Put a new thread in its place, which is nearly always the first."""
        if post_id in self.words:
            return
        self.words[post_id] = word
        place = 0
        while place < len(self.ids) and self.ids[place] > post_id:
            place += 1
        self.ids.insert(place, post_id)
        if len(self.ids) > KEPT:
            del self.words[self.ids.pop()]
            self.reaches_end = False

    def lengthen(self, size: int) -> None:
        """Lengthen the list to ``size`` ids by merging below its last one."""
        more = list(islice(_merged(self, self.ids[-1] if self.ids else NEWEST), size - len(self.ids)))
        self.reaches_end = len(more) < size - len(self.ids)
        for post_id, word in more:
            self.ids.append(post_id)
            self.words[post_id] = word

    def readable(self, asked: Cut) -> list[int]:
        """Return the ids of the page asked for that the reader may read, and one more when there is one."""
        allowed, words, may_find = {OWN, *self.viewer.audiences}, self.words, self.viewer.may_find
        found = (i for i in _after(self.ids, asked.before) if words[i] in allowed or may_find(words[i]))
        return list(islice(found, asked.size + 1))


class HomeLists:
    """The lists of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lists: OrderedDict[int, HomeList] = OrderedDict()
        self._readers: dict[int, set[int]] = {}
        self._mark = 0

    def clear(self) -> None:
        """Forget everything (tests, and a database that was restored)."""
        with self._lock:
            self._lists.clear()
            self._readers.clear()
            self._mark = 0

    def page(self, reader: int, asked: Cut) -> Page[int]:
        """Return ids of the threads on the reader's home page, newest first.

        The ids are candidates: the statement that fetches them applies the audience.
        """
        return self.glance(reader, asked).page

    def glance(self, reader: int, asked: Cut) -> Glance:
        """Return a page as :meth:`page` does, and the reader's standing from the same statement."""
        with self._lock:
            mine = self._fresh(reader)
            ids = mine.readable(asked)
            while len(ids) <= asked.size and not mine.reaches_end and len(mine.ids) < KEPT:
                mine.lengthen(min(len(mine.ids) + BUILT, KEPT))
                ids = mine.readable(asked)
            if len(ids) <= asked.size and not mine.reaches_end:
                ids = _deep_ids(mine, asked)
            page = Page(ids[: asked.size], ids[asked.size - 1] if len(ids) > asked.size else None)
            return Glance(page, mine.viewer)

    def _fresh(self, reader: int) -> HomeList:
        """Bring every list up to date and return the reader's, building it when it is new or old."""
        if not self._mark:
            newest = execute(_NEWEST, [])[0][0]
            self._mark = int(newest or 0)
        rows = execute(placeholders(_GLANCE), [moment(), reader, self._mark - OVERLAP])
        version, viewer = 0, STRANGER
        for row in rows:
            if row[0]:
                self._deliver(row[1], row[2], row[3])
            else:
                version, viewer = row[1], viewer_in(row, reader)
        mine = self._lists.get(reader)
        if mine is None or (mine.version, mine.viewer.quiet) != (version, viewer.quiet):
            mine = self._build(reader, version, viewer)
        mine.viewer = viewer
        self._lists.move_to_end(reader)
        return mine

    def _deliver(self, post_id: int, author: int, word: str) -> None:
        for source in (author, place_of(word) or author):
            for reader in self._readers.get(source, ()):
                mine = self._lists[reader]
                mine.add(post_id, OWN if author == reader else word)
                mine.heads[source] = max(mine.heads[source], post_id)
        self._mark = max(self._mark, post_id)

    def _build(self, reader: int, version: int, viewer: Viewer) -> HomeList:
        self._drop(reader)
        muted = quiet_of(viewer).actors
        rows = execute(placeholders(_FOLLOWEES), [reader, reader])
        heads = {int(actor): int(last) for actor, last in rows if actor not in muted}
        places = {place: word for word in viewer.audiences if (place := place_of(word)) is not None}
        heads |= _heads_of(places)
        mine = HomeList(version, heads, [], own=reader, places=places)
        mine.lengthen(BUILT)
        self._lists[reader] = mine
        for source in heads:
            self._readers.setdefault(source, set()).add(reader)
        if len(self._lists) > MOST_READERS:
            self._drop(next(iter(self._lists)))
        return mine

    def _drop(self, reader: int) -> None:
        old = self._lists.pop(reader, None)
        for source in old.heads if old else ():
            readers = self._readers[source]
            readers.discard(reader)
            if not readers:
                del self._readers[source]


def _heads_of(places: dict[int, str]) -> dict[int, int]:
    """Return the bound of each group; a circle has no actor, and what is said there stands on its own page."""
    if not places:
        return {}
    sql = _PLACES.format(ids=", ".join(["%s"] * len(places)))
    return {int(place): int(last) for place, last in execute(placeholders(sql), list(places))}


def _after(ids: list[int], before: int | None) -> Iterator[int]:
    if before is None:
        return iter(ids)
    low, high = 0, len(ids)
    while low < high:  # ids run downwards, which bisect does not know
        middle = (low + high) // 2
        if ids[middle] >= before:
            low = middle + 1
        else:
            high = middle
    return islice(ids, low, None)


def _deep_ids(mine: HomeList, asked: Cut) -> list[int]:
    """Return the ids of a page deeper than any list kept, by a merge of its own."""
    may_find = mine.viewer.may_find
    merged = _merged(mine, asked.before or NEWEST)
    found = (post_id for post_id, word in merged if word == OWN or may_find(word))
    return list(islice(found, asked.size + 1))


def merged_page(heads: dict[int, int], viewer: Viewer, asked: Cut) -> Page[int]:
    """Return ids of the newest threads of some actors, by a merge of its own: nothing of it is kept in memory.

    ``heads`` has for each actor a bound that none of its threads' ids passes; who may read each is asked elsewhere.
    """
    ids = _deep_ids(HomeList(0, heads, [], own=viewer.actor_id or 0, viewer=viewer), asked)
    return Page(ids[: asked.size], ids[asked.size - 1] if len(ids) > asked.size else None)


def _merged(mine: HomeList, below: int) -> Iterator[tuple[int, str]]:
    """Yield thread ids below ``below`` by those followed, newest first, each with its audience word.

    The heads give for each actor a bound that none of its ids passes: an actor is read only once its bound is the
    largest left, so a page reads the threads of as many actors as it shows, whatever the number followed.
    """
    # Entries are (-bound, actor, word): a bound (word ``None``) is opened when it comes up, an id is yielded.
    heap = [(-min(last, below - 1), actor, _BOUND) for actor, last in mine.heads.items() if last > 0]
    heapq.heapify(heap)
    while heap:
        negative, actor, word = heapq.heappop(heap)
        if word != _BOUND:
            yield -negative, word
            continue
        statement, key = (_IN_PLACE, mine.places[actor]) if actor in mine.places else (_THREADS, actor)
        rows = execute(placeholders(statement), [key, min(-negative + 1, below), PER_ACTOR])
        for post_id, audience in rows:
            heapq.heappush(heap, (-post_id, actor, OWN if actor == mine.own else audience))
        if len(rows) == PER_ACTOR:
            heapq.heappush(heap, (-(rows[-1][0] - 1), actor, _BOUND))


# No audience is called so.
_BOUND = "?"

home_lists = HomeLists()
