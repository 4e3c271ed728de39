"""What patterns are made of, and how they are followed through the words of a text.

All ways of matching are followed at once and every repeat is bounded, so that reading is linear in the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A trie: from a word to what may follow it; the empty word ends an alternative.
Trie = dict[str, Any]
_MARKS = frozenset('.?!;:,()"')
END = ""
NOTHING: Trie = {}


@dataclass(frozen=True, slots=True)
class Item:
    """One step of a pattern: words to find in ``trie``, or a gap of at most ``gap`` words."""

    trie: Trie
    is_optional: bool = False
    gap: int = 0
    crosses_commas: bool = False


@dataclass(frozen=True)
class Pattern:
    """A way of saying something; ``label`` is what it means to whoever asked."""

    label: str
    items: tuple[Item, ...]

    @cached_property
    def own(self) -> frozenset[str]:
        """The words it cannot do without; made when asked, for few patterns are ever found."""
        return frozenset(_all_words(self.items))

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The words it may begin with; none when it begins with a gap."""
        firsts: set[str] = set()
        for item in self.items:
            firsts.update(item.trie)
            if item.gap or not item.is_optional:
                return frozenset() if item.gap else frozenset(firsts)
        return frozenset()

    @cached_property
    def reach(self) -> int:
        """How many words it may take at most."""
        return sum(item.gap or _depth(item.trie) for item in self.items)

    @cached_property
    def needed(self) -> tuple[Trie, ...]:
        """Alternatives of which one must stand in the text, those with the fewest words first: most texts lack them."""
        return tuple(sorted((one.trie for one in self.items if not (one.is_optional or one.gap)), key=len))

    def may_start(self, word: str, after: str) -> bool:
        """Tell whether ``word`` can be its first and ``after`` the next: a quick look that spares most walks."""
        for at, item in enumerate(self.items, 1):
            node = item.trie.get(word, NOTHING)
            if after in node or (END in node and self._may_go_on(at, after)):
                return True
            if not item.is_optional:
                return False
        return True

    def _may_go_on(self, at: int, word: str) -> bool:
        for item in self.items[at:]:
            if item.gap or word in item.trie:
                return True
            if not item.is_optional:
                return False
        return True


@dataclass(frozen=True)
class Together:
    """Ways of saying several things that mean something when said together."""

    label: str
    parts: tuple[Pattern, ...]

    @cached_property
    def own(self) -> frozenset[str]:
        """The words that its parts cannot do without."""
        return frozenset().union(*(part.own for part in self.parts))

    @cached_property
    def rarest(self) -> tuple[Pattern, ...]:
        """The parts, those with the fewest words first."""
        return tuple(sorted(self.parts, key=lambda part: len(part.firsts)))


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found at ``first`` up to, not with, ``last``: places in the list of words."""

    label: str
    first: int
    last: int
    pattern: Pattern | Together | None = None
    parts: tuple[tuple[int, int], ...] = ()

    @property
    def own(self) -> frozenset[str]:
        """The words that what was found cannot do without."""
        return self.pattern.own if self.pattern is not None else frozenset()

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Return where each part stands; the whole of what is said in one go."""
        return self.parts or ((self.first, self.last),)


def _depth(trie: Trie) -> int:
    """Return how many words the longest alternative has."""
    return max((1 + _depth(after) for word, after in trie.items() if word), default=0)


def _all_words(items: Iterable[Item]) -> Iterator[str]:
    """Yield the words of the items that a pattern cannot do without."""
    nodes = [item.trie for item in items if not item.is_optional]
    while nodes:
        node = nodes.pop()
        yield from (word for word in node if word)
        nodes.extend(node.values())


def matched(pattern: Pattern, words: tuple[str, ...], first: int) -> int:
    """Return where the shortest way of matching ends, or zero."""
    if len(pattern.items) == 1:
        return min(_after_one(pattern.items[0].trie, words, first), default=0)
    places = {first}
    for item in pattern.items:
        places = _after_gap(item, words, places) if item.gap else _after_words(item, words, places)
        if not places:
            return 0
    return min(places)


def _after_gap(item: Item, words: tuple[str, ...], places: set[int]) -> set[int]:
    reached = set(places)
    for start in places:
        for place in range(start, min(start + item.gap, len(words))):
            if words[place] in _MARKS and not (item.crosses_commas and words[place] == ","):
                break
            reached.add(place + 1)
    return reached


def _after_words(item: Item, words: tuple[str, ...], places: set[int]) -> set[int]:
    reached = set(places) if item.is_optional else set()
    trie, end = item.trie, len(words)
    for start in places:
        if start < end and words[start] in trie:
            reached.update(_after_one(trie, words, start))
    return reached


def _after_one(trie: Trie, words: tuple[str, ...], start: int) -> list[int]:
    """Return where the alternatives that stand at ``start`` end, the shortest first."""
    reached: list[int] = []
    node = trie
    for place in range(start, len(words)):
        node = node.get(words[place], NOTHING)
        if not node:
            break
        if END in node:
            reached.append(place + 1)
    return reached
