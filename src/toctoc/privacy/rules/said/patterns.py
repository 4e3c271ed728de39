"""Patterns of speech: words, classes of words and bounded gaps, tried only where their first word stands.

A pattern is a line of items separated by spaces:

========== =====================================================
``word``   this word
``(a|b c)``  one of these
``<name>``  one of a class
``?item``  perhaps
``..``     up to three words, no mark between
``...``    up to six words, commas among them
``a + b``  both, in any order, in one sentence and the next
========== =====================================================

A lexicon is a text of such lines under headings: ``@class name`` (alternatives, by line or by ``|``) and ``@label``.
Every repeat is bounded and all ways of matching are followed at once, so that reading is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import chain, islice, pairwise
from operator import itemgetter
from sys import intern
from typing import TYPE_CHECKING

from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.said.matching import END, NOTHING, Item, Match, Pattern, Together, Trie, matched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from toctoc.privacy.rules.said.words import Said

# Where each word of a text stands, in order.
Where = dict[str, list[int]]
_GAPS = {"..": (3, False), "...": (6, True)}
_ITEM = lazy(r"\?*(?:\([^()]*\)|<\w+>|[^\s()<>]+)")
_ELISION = lazy(r"((?<![a-z])(?:[jldmtsnc]|qu|jusqu|lorsqu|aujourd|quelqu)')(?=\w)")
# Of things said together, so many passages are told: the rest of a long text says the same again.
_MOST_PASSAGES = 50
# Pairs of words whose patterns are kept, for each book: a megabyte at most.
_MOST_PAIRS = 4_096
# What is said together stands within so many words.
WIDEST = 22


class _Text:
    """The words of a text, and where what patterns need stands in it; asked often, worked out once."""

    def __init__(self, said: Said) -> None:
        self.words, self.where = said.words, said.where
        self._here = said.where.keys()
        self._tries: dict[int, bool] = {}
        self._needs: dict[int, list[int]] = {}
        self._occurrences: dict[int, list[tuple[int, int]]] = {}

    def may_hold(self, pattern: Pattern, first: int) -> bool:
        """Tell whether what a pattern needs stands in the text, and its rarest need near enough to ``first``."""
        near = self._needs.get(id(pattern))
        if near is None:
            near = self._needs[id(pattern)] = self._rarest(pattern) if self.has_all(pattern) else []
        at = bisect_left(near, first)
        return at < len(near) and near[at] <= first + pattern.reach

    def has_all(self, pattern: Pattern) -> bool:
        """Tell whether nothing that a pattern needs is missing."""
        return all(map(self._has_one, pattern.needed))

    def _has_one(self, trie: Trie) -> bool:
        known = self._tries.get(id(trie))
        if known is None:
            known = self._tries[id(trie)] = not self._here.isdisjoint(trie.keys())
        return known

    def _rarest(self, pattern: Pattern) -> list[int]:
        """Return the places of what a pattern needs and is said least often."""
        where = self.where
        stand = ((where[word] for word in self._here & trie.keys()) for trie in pattern.needed)
        needs: list[list[int]] = [sorted(chain.from_iterable(some)) for some in stand]
        return min(needs, key=len)

    def occurrences(self, part: Pattern) -> list[tuple[int, int]]:
        """Return where a part stands."""
        found = self._occurrences.get(id(part))
        if found is None:
            found = self._occurrences[id(part)] = list(_occurrences(part, self.words, self.where))
        return found


class Book:
    """The patterns of some lexicons, filed under the words they may begin with; later files know earlier classes."""

    def __init__(self, *files: Path) -> None:
        self.words: set[str] = set()
        self.patterns: list[Pattern] = []
        self._together: list[Together] = []
        # What is said together, filed under the words of one of its needs.
        self._by_need: dict[str, list[int]] = {}
        self._by_first: dict[str, list[int]] = {}
        self._classes: dict[str, tuple[str, ...]] = {}
        self._tries: dict[str, Trie] = {}
        self._sequences: dict[tuple[str, str], Pattern] = {}
        # Pairs of words come again and again: what they open is kept.
        self._opening = lru_cache(maxsize=_MOST_PAIRS)(self._that_open)
        for file in files:
            self._read(file.read_text(encoding="utf-8"))

    def find(self, said: Said) -> Iterator[Match]:
        """Yield what is found, in the order of the text; of one label and one place the first pattern only."""
        text = _Text(said)
        yield from self._find_together(said, text)
        words = said.words
        for first, (word, after) in enumerate(pairwise((*words, END))):
            if word not in self._by_first:
                continue
            seen: set[str] = set()
            for pattern in self._opening(word, after):
                if pattern.label in seen or not text.may_hold(pattern, first):
                    continue
                if last := matched(pattern, words, first):
                    seen.add(pattern.label)
                    yield Match(pattern.label, first, last, pattern)

    def _that_open(self, word: str, after: str) -> tuple[Pattern, ...]:
        """Return the patterns that two words may begin."""
        some = (self.patterns[place] for place in self._by_first[word])
        return tuple(one for one in some if one.may_start(word, after))

    def _find_together(self, said: Said, text: _Text) -> Iterator[Match]:
        needed = said.where.keys() & self._by_need.keys()
        for place in sorted({place for word in needed for place in self._by_need[word]}):
            pattern = self._together[place]
            if not (all(map(text.has_all, pattern.rarest)) and all(map(text.occurrences, pattern.rarest))):
                continue
            places = [text.occurrences(part) for part in pattern.parts]
            for found in islice(_side_by_side(places, said.passages), _MOST_PASSAGES):
                first, last = min(one[0] for one in found), max(one[1] for one in found)
                yield Match(pattern.label, first, last, pattern, tuple(found))

    def _read(self, text: str) -> None:
        heading, label = "", ""
        for raw in text.splitlines():
            line = _ELISION.sub(r"\1 ", key(" ".join(raw.split())))
            if not line or line.startswith("#"):
                continue
            if line.startswith("@"):
                heading, _, label = line[1:].partition(" ")
            elif heading == "class":
                self._classes[label] = (*self._classes.get(label, ()), *self._alternatives(line))
            else:
                self._file(heading, line)

    def _file(self, label: str, line: str) -> None:
        if " + " in line:
            parts = tuple(self._sequence(label, part) for part in line.split(" + "))
            together = Together(label, parts)
            for word in min((trie for part in together.rarest for trie in part.needed), key=len):
                self._by_need.setdefault(word, []).append(len(self._together))
            self._together.append(together)
            return
        pattern = self._sequence(label, line)
        place = len(self.patterns)
        self.patterns.append(pattern)
        for first in pattern.firsts:
            self._by_first.setdefault(first, []).append(place)

    def _sequence(self, label: str, line: str) -> Pattern:
        if (label, line) not in self._sequences:
            pattern = Pattern(label, tuple(self._item(one) for one in _ITEM.findall(line)))
            if not (pattern.firsts and pattern.needed):
                raise ValueError(line)
            self._sequences[label, line] = pattern
        return self._sequences[label, line]

    def _item(self, item: str) -> Item:
        if item in _GAPS:
            gap, crosses = _GAPS[item]
            return Item({}, gap=gap, crosses_commas=crosses)
        bare = item.lstrip("?")
        if bare not in self._tries:
            inner = bare[1:-1] if bare.startswith("(") else bare
            alternatives = tuple(self._alternatives(inner))
            self._tries[bare] = _trie(alternatives)
            self.words.update(word for one in alternatives for word in one.split(" "))
        return Item(self._tries[bare], is_optional=item.startswith("?"))

    def _alternatives(self, line: str) -> Iterator[str]:
        for part in line.split("|"):
            yield from self._opened(" ".join(part.split()))

    def _opened(self, alternative: str) -> Iterator[str]:
        """Yield an alternative once for each member of the class that it names, if it names one."""
        if found := re.fullmatch(r"([^<]*)<(\w+)>(.*)", alternative):
            for one in self._classes[found[2]]:
                yield from self._opened(f"{found[1]}{one}{found[3]}")
        elif alternative:
            yield alternative


def _trie(alternatives: Iterable[str]) -> Trie:
    root: Trie = {}
    for alternative in alternatives:
        node = root
        for word in alternative.split(" "):
            node = node.setdefault(intern(word), {})
        node[END] = NOTHING
    return root


def _side_by_side(
    places: list[list[tuple[int, int]]], ends: tuple[tuple[int, int], ...]
) -> Iterator[list[tuple[int, int]]]:
    """Yield one place of each part, close together within one passage, around each place of the first part."""
    if not all(places):
        return
    for first in places[0]:
        # A sentence belongs to two passages: its own, and that of the sentence before it.
        at = bisect_right(ends, first[0], key=itemgetter(0)) - 1
        around = (ends[max(0, at - 1)][0], ends[at][1])
        found = [first, *(_nearest(some, first[0]) for some in places[1:])]
        inside = all(around[0] <= one[0] < around[1] for one in found)
        if inside and max(one[1] for one in found) - min(one[0] for one in found) <= WIDEST:
            yield found


def _nearest(some: list[tuple[int, int]], place: int) -> tuple[int, int]:
    at = bisect_left(some, (place, 0))
    return min(some[max(0, at - 1) : at + 1], key=lambda one: abs(one[0] - place))


def _occurrences(part: Pattern, words: tuple[str, ...], where: Where) -> Iterator[tuple[int, int]]:
    starts = (where[word] for word in where.keys() & part.firsts)
    for place in sorted(chain.from_iterable(starts)):
        after = words[place + 1] if place + 1 < len(words) else END
        if part.may_start(words[place], after) and (last := matched(part, words, place)):
            yield place, last
