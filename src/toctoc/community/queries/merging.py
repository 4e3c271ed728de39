"""The newest entries of many actors, by a bounded merge: what each began and boosted, opened when it is its turn."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from toctoc.people.queries.statements import execute, placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator

PER_ACTOR = 20
NEWEST = (1 << 63) - 1

_THREADS = (
    "SELECT id, id, author_id, audience, '' FROM community_post "
    "WHERE author_id = %s AND reply_to_id IS NULL AND id < %s ORDER BY id DESC LIMIT %s"
)
# The same for an author of whom a reader wants some languages alone.
_THREADS_IN = (
    "SELECT id, id, author_id, audience, '' FROM community_post WHERE author_id = %s AND reply_to_id IS NULL "
    "AND language IN ({languages}) AND id < %s ORDER BY id DESC LIMIT %s"
)
# The same for what was begun in a group, whoever did; the id of a group never is that of an author.
_IN_PLACE = (
    "SELECT id, id, author_id, audience, '' FROM community_post "
    "WHERE audience = %s AND reply_to_id IS NULL AND id < %s ORDER BY id DESC LIMIT %s"
)
# The same for what bears a hashtag and everybody finds in lists.
_TAGGED = (
    "SELECT p.id, p.id, p.author_id, p.audience, '' FROM community_hashtag h JOIN community_post p ON p.id = h.post_id "
    "WHERE h.word = %s AND p.reply_to_id IS NULL AND h.post_id < %s "
    "AND p.author_id NOT IN (SELECT id FROM people_actor WHERE limited_at IS NOT NULL) "
    "ORDER BY h.post_id DESC LIMIT %s"
)
_BOOSTS = (
    "SELECT x.id, x.post_id, p.author_id, p.audience, CASE WHEN p.reply_to_id IS NULL THEN '' ELSE 'r' END "
    "FROM community_boost x JOIN community_post p ON p.id = x.post_id "
    "WHERE x.actor_id = %s AND x.id < %s ORDER BY x.id DESC LIMIT %s"
)


class Entry(NamedTuple):
    """A thread, or a boost of a post: ``entry_id`` sorts both; they are the same for a thread."""

    entry_id: int
    post_id: int
    # Who wrote the post, its audience word, and whether it is a reply.
    author: int
    word: str
    is_reply: bool
    # Whose list it comes from: the author, who boosted, or the group; a number below nought is a hashtag.
    source: int
    # Of a thread that was just begun; empty when its language was asked for already.
    language: str = ""

    @property
    def is_boost(self) -> bool:
        """Whether somebody shows another's post."""
        return self.entry_id != self.post_id

    @property
    def is_by_tag(self) -> bool:
        """Whether it comes for its hashtag alone."""
        return self.source < 0


@dataclass(slots=True)
class Sources:
    """What a list is merged from: by source a bound that none of its ids passes."""

    heads: dict[int, int]
    # Of the groups among them the audience words, of the hashtags (below nought) the words.
    places: dict[int, str] = field(default_factory=dict)
    tags: dict[int, str] = field(default_factory=dict)
    # Those among them whose boosts are wanted.
    boosting: frozenset[int] = frozenset()
    # Of those among them who are wanted in some languages alone, which.
    languages: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def read(self, source: int, below: int) -> tuple[list[tuple[Any, ...]], ...]:
        """Return the next rows of one source, in as many lists as it has kinds of them."""
        if source in self.tags:
            return (_rows(_TAGGED, self.tags[source], below),)
        if source in self.places:
            return (_rows(_IN_PLACE, self.places[source], below),)
        threads = self._threads(source, below)
        return (threads, _rows(_BOOSTS, source, below)) if source in self.boosting else (threads,)

    def _threads(self, source: int, below: int) -> list[tuple[Any, ...]]:
        if source not in self.languages:
            return _rows(_THREADS, source, below)
        wanted = self.languages[source]
        statement = _THREADS_IN.format(languages=", ".join(["%s"] * len(wanted)))
        return execute(placeholders(statement), [source, *wanted, below, PER_ACTOR])

    def speaks_otherwise(self, entry: Entry) -> bool:
        """Tell whether a thread is in a language that its reader does not want of its author."""
        wanted = self.languages.get(entry.source)
        return wanted is not None and entry.language != "" and entry.language not in wanted


def entries_below(sources: Sources, below: int) -> Iterator[Entry]:
    """Yield the entries below ``below`` of some sources, newest first.

    A source is read only once its bound is the largest left, so a page reads the rows of as many sources as it shows,
    whatever the number followed.
    """
    # A bound (no entry) is opened when it comes up, an entry is yielded.
    heap: list[tuple[int, int, Entry | None]] = [
        (-min(last, below - 1), source, None) for source, last in sources.heads.items() if last > 0
    ]
    heapq.heapify(heap)
    while heap:
        negative, source, entry = heapq.heappop(heap)
        if entry is not None:
            yield entry
            continue
        found, following = _opened(sources, source, min(-negative + 1, below))
        for each in found:
            heapq.heappush(heap, (-each.entry_id, source, each))
        if following:
            heapq.heappush(heap, (-following, source, None))


def _opened(sources: Sources, source: int, below: int) -> tuple[list[Entry], int]:
    """Return the next entries of one source, and the bound of what follows; nought at the end."""
    lists = sources.read(source, below)
    # Below the last of a list that goes on, the others may have more to come.
    cut = max((rows[-1][0] for rows in lists if len(rows) == PER_ACTOR), default=0)
    found = [
        Entry(entry_id, post_id, author, word, bool(reply), source)
        for rows in lists
        for entry_id, post_id, author, word, reply in rows
        if entry_id >= cut
    ]
    return found, cut - 1 if cut else 0


def _rows(statement: str, key: int | str, below: int) -> list[tuple[Any, ...]]:
    return execute(placeholders(statement), [key, below, PER_ACTOR])
