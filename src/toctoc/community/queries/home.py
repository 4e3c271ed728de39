"""The home page's list: kept in memory for readers active lately, rebuilt by a bounded merge.

No row per follower is ever written. A process keeps, for each active reader, the newest entries of those they follow:
threads begun, and posts boosted. Each request first reads what was begun and boosted since the process last looked
(usually nothing, two index ranges) and gives it to the readers who follow those who did. A reader the process does not
know gets a merge of the followed actors' newest entries, actor by actor in the order of their last one, so that the
quiet cost nothing.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Any, TypeVar

from toctoc.community.queries.home_list import KEPT, HomeList
from toctoc.community.queries.merging import NEWEST, Entry, Sources
from toctoc.community.queries.quiet import quiet_of
from toctoc.community.queries.standing import STANDING, moment, viewer_in
from toctoc.kernel.ids import FREE_BITS
from toctoc.kernel.pagination import Cut, Page
from toctoc.people.queries.statements import execute, placeholders
from toctoc.people.rules.audience import STRANGER, Viewer, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

K = TypeVar("K", int, str)

MOST_READERS = 4_000
# What a row of the glance is about, and where the numbers of hashtags begin, downwards.
OF_TAG = 3
BY_TAG = -1
# Three pages ahead at once.
BUILT = 100
# Entries whose id is older than the newest by less than this may still be committed by another process.
OVERLAP = 10_000 << FREE_BITS
MOST_TOLD = 10_000
# How far down one looks for what stands just above an id.
DEEPEST = 4_000

# One statement tells everything a request must know before the page itself: the reader's standing now (nobody reads
# on a proof that was revoked a moment ago), the threads begun and the boosts made since this process last looked.
_BEGUN = "SELECT 1, id, author_id, audience, language, 0, 0 FROM community_post WHERE id > %s AND reply_to_id IS NULL"
_BOOSTED = (
    "SELECT 2, x.id, x.actor_id, p.audience, CASE WHEN p.reply_to_id IS NULL THEN '' ELSE 'r' END, x.post_id, "
    "p.author_id FROM community_boost x LEFT JOIN community_post p ON p.id = x.post_id WHERE x.id > %s"
)
_GLANCE = f"{STANDING} UNION ALL {_BEGUN} UNION ALL {_BOOSTED}"
# The same with the hashtags of what was begun, for a process that has readers who follow some.
_TAGGED = (
    "SELECT 3, h.post_id, p.author_id, p.audience, h.word, 0, 0 FROM community_hashtag h "
    "LEFT JOIN community_post p ON p.id = h.post_id WHERE h.post_id > %s AND p.reply_to_id IS NULL "
    "AND p.author_id NOT IN (SELECT id FROM people_actor WHERE limited_at IS NOT NULL)"
)
_GLANCE_WITH_TAGS = f"{_GLANCE} UNION ALL {_TAGGED}"
_TAGS = "SELECT word FROM community_followedtag WHERE actor_id = %s"
_NEWEST = "SELECT max(id) FROM community_post WHERE reply_to_id IS NULL"
_FOLLOWEES = (
    "SELECT a.id, a.last_thread_id, f.shows_boosts, f.languages "
    "FROM people_follow f JOIN people_actor a ON a.id = f.followee_id "
    "WHERE f.follower_id = %s AND a.kind <> 'group' "
    "UNION ALL SELECT id, last_thread_id, TRUE, '' FROM people_actor WHERE id = %s"
)
BOOSTERS = (
    "SELECT x.id, w.handle, w.display_name FROM community_boost x JOIN people_actor w ON w.id = x.actor_id "
    "WHERE x.id IN ({ids}) AND w.suspended_at IS NULL AND w.left_at IS NULL"
)
_PLACES = "SELECT id, last_thread_id FROM people_actor WHERE id IN ({ids})"


@dataclass(frozen=True, slots=True)
class Glance:
    """A page of candidates for a reader, by their posts, and who the reader is at this moment."""

    page: Page[int]
    viewer: Viewer
    # The same page with who boosted what; keys of the next pages are ids of entries.
    entries: list[Entry]
    # Of the boosts among them, by entry, what the statement asked tells of who made it: by default handle and name.
    boosters: dict[int, tuple[Any, ...]]

    @property
    def brought(self) -> dict[int, tuple[str, str]]:
        """The same by post: who brought it onto the page."""
        who = self.boosters
        return {entry.post_id: who[entry.entry_id] for entry in self.entries if entry.is_boost} if who else {}


@dataclass(frozen=True, slots=True)
class Span:
    """Which entries: below one id and above another, the newest of them unless it ``climbs`` from the other."""

    below: int | None
    above: int | None
    climbs: bool
    size: int


class HomeLists:
    """The lists of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lists: OrderedDict[int, HomeList] = OrderedDict()
        # By source, and by hashtag, who has it among theirs.
        self._readers: dict[int, set[int]] = {}
        self._taggers: dict[str, set[int]] = {}
        self._mark = 0
        # Entries that every list of that moment was given: the overlap brings them again.
        self._told: set[int] = set()

    def clear(self) -> None:
        """Forget everything (tests, and a database that was restored)."""
        with self._lock:
            self._lists.clear()
            self._readers.clear()
            self._taggers.clear()
            self._told.clear()
            self._mark = 0

    def page(self, reader: int, asked: Cut) -> Page[int]:
        """Return ids of the posts on the reader's home page, newest entry first.

        The ids are candidates: the statement that fetches them applies the audience.
        """
        return self.glance(reader, asked).page

    def glance(self, reader: int, asked: Cut) -> Glance:
        """Return a page as :meth:`page` does, and the reader's standing from the same statement."""
        with self._lock:
            mine = self._fresh(reader)
            found = _page(mine, asked.before, asked.size + 1)
            return _glance(mine, found, asked.size)

    def span(self, reader: int, asked: Span, boosters: str = BOOSTERS) -> Glance:
        """Return a page that is bounded below too, as apps ask for what is newer than what they have.

        ``boosters`` is a statement like :data:`BOOSTERS`, which tells something else of those who boosted.
        """
        with self._lock:
            mine = self._fresh(reader)
            return _glance(mine, _spanned(mine, asked), asked.size, boosters)

    def _fresh(self, reader: int) -> HomeList:
        """Bring every list up to date and return the reader's, building it when it is new or old."""
        if not self._mark:
            newest = execute(_NEWEST, [])[0][0]
            self._mark = int(newest or 0)
        since = self._mark - OVERLAP
        version, viewer = 0, STRANGER
        statement, bounds = (_GLANCE_WITH_TAGS, 3) if self._taggers else (_GLANCE, 2)
        for row in execute(placeholders(statement), [moment(), reader, *[since] * bounds]):
            if row[0] == OF_TAG:
                self._deliver_by_tag(*row[1:5])
            elif row[0]:
                if row[1] not in self._told:
                    self._deliver(_entry(row))
            else:
                version, viewer = row[1], viewer_in(row, reader)
        mine = self._lists.get(reader)
        if mine is None or (mine.version, mine.viewer.quiet) != (version, viewer.quiet):
            mine = self._build(reader, version, viewer)
        mine.viewer = viewer
        self._lists.move_to_end(reader)
        return mine

    def _deliver(self, entry: Entry) -> None:
        for source in (entry.source, (not entry.is_boost and place_of(entry.word)) or entry.source):
            for reader in self._readers.get(source, ()):
                mine = self._lists[reader]
                mine.add(entry)
                heads = mine.sources.heads
                heads[source] = max(heads[source], entry.entry_id)
        self._mark = max(self._mark, entry.entry_id)
        if len(self._told) >= MOST_TOLD:
            self._told.clear()
        self._told.add(entry.entry_id)

    def _deliver_by_tag(self, post_id: int, author: int, audience: str, word: str) -> None:
        for reader in self._taggers.get(word, ()):
            self._lists[reader].add(Entry(post_id, post_id, author, audience, is_reply=False, source=BY_TAG))

    def _build(self, reader: int, version: int, viewer: Viewer) -> HomeList:
        self._drop(reader)
        muted = quiet_of(viewer).actors
        rows = [row for row in execute(placeholders(_FOLLOWEES), [reader, reader]) if row[0] not in muted]
        heads = {int(actor): int(last) for actor, last, *_ in rows}
        boosting = frozenset(int(actor) for actor, _, shows, _ in rows if shows)
        languages = {int(actor): tuple(wanted.split(",")) for actor, _, _, wanted in rows if wanted}
        places = {place: word for word in viewer.audiences if (place := place_of(word)) is not None}
        heads |= _heads_of(places)
        tags = {BY_TAG - place: str(word) for place, (word,) in enumerate(execute(placeholders(_TAGS), [reader]))}
        heads |= dict.fromkeys(tags, NEWEST)
        mine = HomeList(version, Sources(heads, places, tags, boosting, languages), [], own=reader)
        mine.lengthen(BUILT)
        self._lists[reader] = mine
        for source in heads.keys() - tags.keys():
            self._readers.setdefault(source, set()).add(reader)
        for word in tags.values():
            self._taggers.setdefault(word, set()).add(reader)
        if len(self._lists) > MOST_READERS:
            self._drop(next(iter(self._lists)))
        return mine

    def _drop(self, reader: int) -> None:
        old = self._lists.pop(reader, None)
        if old is None:
            return
        for source in old.sources.heads.keys() - old.sources.tags.keys():
            _leave(self._readers, source, reader)
        for word in old.sources.tags.values():
            _leave(self._taggers, word, reader)


def _leave(readers: dict[K, set[int]], key: K, reader: int) -> None:
    readers[key].discard(reader)
    if not readers[key]:
        del readers[key]


def _entry(row: tuple[Any, ...]) -> Entry:
    """Return the entry that a row of the glance tells of."""
    kind, entry_id, source, word, told, post_id, author = row
    if kind == 1:
        return Entry(entry_id, entry_id, source, word, is_reply=False, source=source, language=told)
    return Entry(entry_id, post_id, author, word, bool(told), source)


def _heads_of(places: dict[int, str]) -> dict[int, int]:
    """Return the bound of each group; a circle has no actor, and what is said there stands on its own page."""
    if not places:
        return {}
    sql = _PLACES.format(ids=", ".join(["%s"] * len(places)))
    return {int(place): int(last) for place, last in execute(placeholders(sql), list(places))}


def _spanned(mine: HomeList, asked: Span) -> list[Entry]:
    if asked.above is None:
        return _page(mine, asked.below, asked.size + 1)
    above = asked.above
    if not asked.climbs:
        return [entry for entry in _page(mine, asked.below, asked.size + 1) if entry.entry_id > above]
    newer = [entry for entry in _page(mine, asked.below, DEEPEST, down_to=above) if entry.entry_id > above]
    return newer[-asked.size :]


def _glance(mine: HomeList, found: list[Entry], size: int, statement: str = BOOSTERS) -> Glance:
    entries = found[:size]
    following = entries[-1].entry_id if len(found) > size and entries else None
    boosts = [entry.entry_id for entry in entries if entry.entry_id != entry.post_id] if mine.shown else []
    boosters = _boosters(boosts, statement) if boosts else {}
    if len(boosters) < len(boosts):
        # Taken back, or by somebody who is shown no longer.
        for gone in set(boosts) - boosters.keys():
            mine.drop(gone)
        entries = [entry for entry in entries if not entry.is_boost or entry.entry_id in boosters]
    return Glance(Page([entry.post_id for entry in entries], following), mine.viewer, entries, boosters)


def _boosters(boosts: list[int], statement: str) -> dict[int, tuple[Any, ...]]:
    sql = statement.format(ids=", ".join(["%s"] * len(boosts)))
    return {int(row[0]): row[1:] for row in execute(placeholders(sql), boosts)}


def _page(mine: HomeList, before: int | None, size: int, *, down_to: int = 0) -> list[Entry]:
    """Return up to ``size`` readable entries below ``before`` and above ``down_to``, lengthening what is kept."""
    found = _readable(mine, before, size, down_to)
    while len(found) < size and not mine.reaches_end and len(mine.ids) < KEPT and mine.ids[-1] > down_to:
        mine.lengthen(min(len(mine.ids) + BUILT, KEPT))
        found = _readable(mine, before, size, down_to)
    if len(found) == size or mine.reaches_end or mine.ids[-1] <= down_to:
        return found
    for entry in mine.below(min(before or NEWEST, mine.ids[-1])):
        if len(found) == size or entry.entry_id <= down_to:
            break
        if mine.may_show(entry):
            found.append(entry)
    return found


def _readable(mine: HomeList, before: int | None, size: int, down_to: int) -> list[Entry]:
    ids = _after(mine.ids, before)
    if down_to:
        ids = takewhile(lambda entry_id: entry_id > down_to, ids)
    allowed, entries, may_show = {*mine.viewer.audiences}, mine.entries, mine.may_show
    readable = (entry for entry in map(entries.__getitem__, ids) if entry.word in allowed or may_show(entry))
    return list(islice(readable, size))


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


def merged_page(heads: dict[int, int], viewer: Viewer, asked: Cut) -> Page[int]:
    """Return ids of the newest threads of some actors, by a merge of its own: nothing of it is kept in memory.

    ``heads`` has for each actor a bound that none of its threads' ids passes; who may read each is asked elsewhere.
    """
    mine = HomeList(0, Sources(heads), [], own=viewer.actor_id or 0, viewer=viewer)
    readable = (entry for entry in mine.below(asked.before or NEWEST) if mine.may_show(entry))
    return _glance(mine, list(islice(readable, asked.size + 1)), asked.size).page


home_lists = HomeLists()
