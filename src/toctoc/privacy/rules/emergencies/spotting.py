"""Tell which cards a text calls for.

What is found is weighed where it stands: denied, long past, over, or a thing people talk about (a film, a course, a
figure) calls for no card. What somebody says of themselves, now, weighs more than what surrounds it.

Beside the patterns a passage is weighed whole (``rules/weighing``): what weighs enough calls for its card without a
pattern, and a pattern calls for none where the passage weighs next to nothing.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from toctoc.privacy.rules.said.matching import Match
from toctoc.privacy.rules.said.patterns import Book
from toctoc.privacy.rules.said.spelling import learn
from toctoc.privacy.rules.said.words import Said, said
from toctoc.privacy.rules.weighing import Weighed, least, weigh

if TYPE_CHECKING:
    from collections.abc import Iterable

_LEXICON = Path(__file__).parent / "lexicon"
# In the order they are shown: what cannot wait first.
_BOOKS: dict[str, tuple[str, ...]] = {
    "vital": ("people", "vital"),
    "suicide": ("people", "suicide"),
    "children": ("people", "harm", "children"),
    "violence": ("people", "harm", "violence"),
    "poison": ("people", "poison"),
}
SLUGS = tuple(_BOOKS)
# Words that people misspell in more ways than sound explains.
_FORGIVEN = frozenset((_LEXICON / "forgiven.txt").read_text(encoding="utf-8").split())
_OURS = frozenset(("je", "j'", "me", "m'", "mon", "ma", "mes", "moi", "nous", "notre", "nos", "i", "my", "our", "us"))
# A thing that is named alone is danger where somebody speaks of themselves, or cries out.
_PRESENT = _OURS | {"!"}
_BREAKS = frozenset((";", ":", "(", ")", "mais", "car", "donc", "pourtant", "sauf", "but", "because", "so", "however"))
_JOINS = frozenset((",", "et", "and", "puis", "then"))
_SUBJECTS = _OURS | {
    "il",
    "elle",
    "on",
    "ils",
    "elles",
    "he",
    "she",
    "they",
    "we",
    "la",
    "le",
    "maintenant",
    "now",
    "ca",
}
_SPEAKERS = frozenset(("je", "j'", "il", "elle", "on", "ils", "elles", "i", "he", "she", "we", "they"))
_ENDS = frozenset(".?!")
_MASK = "_"
_YEARS = frozenset(map(str, range(1900, 2100)))
# Log-odds above which a passage calls for a card: by itself, when a pattern stands in it, when patterns were denied
# in it. Chosen on the sentences of ``words-second*`` for 95 % found at 85 % right, and on those of
# ``tools/words/dev-everyday.jsonl`` for at most one in a hundred.
_ALONE = {"vital": -1.8, "suicide": -1.9, "children": -1.9, "violence": -1.9, "poison": -1.5}
_MATCHED = {"vital": -2.2, "suicide": -3.8, "children": -3.2, "violence": -3.2, "poison": -4.0}
_DENIED = 1.0
# How much more is asked where a figure of speech stood: what is left of the sentence is no sentence.
_FIGURED = 1.5
# How far, in words, a denial reaches: "pas" to what it touches, "pas de" over a list, "exclu" back.
_CLOSE, _FAR, _AFTER = 3, 14, 3
# How much less is asked where a short sentence is what was found, and nothing else: of few words little is known.
_SAYS_ALL = 0.7
# How many sentences after one of danger may say that all went well.
_TELL_THE_END = 2
# Bounds on work: how many words a sentence is followed for, and how many matches of one card are weighed, and
# how many of them with their sentence alone.
_LONGEST_SENTENCE, _MOST_WEIGHED, _MOST_SENTENCES = 80, 300, 40


@lru_cache(maxsize=1)
def _library() -> tuple[Book, dict[str, Book]]:
    contexts = Book(_LEXICON / "people.txt", _LEXICON / "contexts.txt")
    books = {slug: Book(*(_LEXICON / f"{name}.txt" for name in names)) for slug, names in _BOOKS.items()}
    learn(contexts.words.union(*(book.words for book in books.values())), _FORGIVEN)
    said.cache_clear()
    return contexts, books


def cards(text: str, language: str = "fr") -> tuple[str, ...]:
    """Return the slugs of the cards that ``text`` calls for, in the order they are shown.

    Both languages are always read: people mix them, and danger does not wait for a setting.
    """
    del language
    contexts, books = _library()
    spoken = said(text)
    around = list(contexts.find(spoken))
    idioms = _idioms(around)
    hidden = _without(spoken, idioms)
    read = _blank(text, [spoken.span(one.first, one.last) for one in idioms])
    scene = _Scene(read, spoken, around)
    weighed = weigh(read)
    more = _FIGURED if idioms else 0.0
    return tuple(
        slug
        for slug, book in books.items()
        if _calls_for(slug, book.find(hidden), scene, weighed, enough=_ALONE[slug] + more)
    )


def _idioms(around: list[Match]) -> list[Match]:
    """Return the figures of speech that nothing keeps from being one."""
    kept = {place for one in around if one.label == "kept" for place in range(one.first, one.last)}
    return [one for one in around if one.label == "idiom" and kept.isdisjoint(range(one.first, one.last))]


def _calls_for(
    slug: str, matches: Iterable[Match], scene: _Scene, weighed: tuple[Weighed, ...], *, enough: float
) -> bool:
    """Tell whether something found stands, or a passage weighs enough alone.

    Whoever denies hundreds of times is shown the card all the same.
    """
    for number, found in enumerate(matches):
        if number == _MOST_WEIGHED:
            return True
        if scene.stands(found, slug):
            if _odds(slug, scene.place(found), weighed) > _MATCHED[slug]:
                return True
            # Amid calm sentences, or those of another danger, what one sentence says is weighed by itself.
            less = _SAYS_ALL if scene.says_all(found) else 0.0
            if number < _MOST_SENTENCES and scene.odds(found, slug) > _MATCHED[slug] - less:
                return True
        else:
            enough = _DENIED
    return any(one.odds[slug] > least(slug, one, enough) for one in weighed)


def _odds(slug: str, place: int, weighed: tuple[Weighed, ...]) -> float:
    """Return the log-odds of the passages around a place of the writer's text."""
    return max((one.odds[slug] for one in weighed if one.start <= place < one.end), default=0.0)


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    """Return ``text``, as long as it was, with blanks where figures of speech stood."""
    pieces: list[str] = []
    end = 0
    for start, last in sorted(spans):
        pieces += (text[end : max(start, end)], " " * (last - max(start, end)))
        end = max(end, last)
    return "".join((*pieces, text[end:]))


def _without(spoken: Said, idioms: list[Match]) -> Said:
    if not idioms:
        return spoken
    words = list(spoken.words)
    for found in idioms:
        for place in range(found.first, found.last):
            words[place] = _MASK
    return Said(tuple(words), spoken.spans)


class _Scene:
    """A text with what surrounds its words."""

    def __init__(self, text: str, spoken: Said, around: list[Match]) -> None:
        self._text = text
        self.words = spoken.words
        self._spans = spoken.spans
        self.by_label: dict[str, list[Match]] = {}
        for found in around:
            self.by_label.setdefault(found.label, []).append(found)
        self._add_years()
        self._free = {place for found in self.by_label.get("undenied", ()) for place in range(found.first, found.last)}

    def _add_years(self) -> None:
        """Count "en 2012" as past, unless "depuis" stands before."""
        words = self.words
        years = (
            Match("past", place, place + 1)
            for place, word in enumerate(words)
            if word in _YEARS and (place == 0 or words[place - 1] not in {"depuis", "since"})
        )
        self.by_label.setdefault("past", []).extend(years)

    def place(self, found: Match) -> int:
        """Return where a match begins in the writer's text."""
        return self._spans[found.first][0]

    def odds(self, found: Match, slug: str) -> float:
        """Return the log-odds of the sentence of a match, weighed alone."""
        first, last = self._sentence(found)
        sentence = self._text[self._spans[first][0] : self._spans[last - 1][1]]
        return max((one.odds[slug] for one in weigh(sentence)), default=0.0)

    def says_all(self, found: Match) -> bool:
        """Tell whether a sentence says what was found and nothing else."""
        first, last = self._sentence(found)
        return all(word in _ENDS for word in (*self.words[first : found.first], *self.words[found.last : last]))

    def stands(self, found: Match, slug: str) -> bool:
        """Tell whether a match means somebody's danger, now."""
        first, last = self._clause(found)
        if self._is_denied(found, (first, last)):
            return False
        start, end = self._sentence(found)
        if self._is_over(start, end) and (found.label != "say" or slug != "suicide"):
            return False
        if self._has("urgent", start, end):
            return found.label == "say" or not self._has("past", first, last)
        return not self._is_told(found, (first, last), (start, end))

    def _is_told(self, found: Match, clause: tuple[int, int], sentence: tuple[int, int]) -> bool:
        """Tell whether what is not urgent is past, a thing people talk about, or named alone."""
        if self._has("past", *clause):
            return True
        said = self.words[max(clause[0], found.first - 4) : found.last]
        if self._has("topic", *sentence) and (found.label != "say" or _OURS.isdisjoint(said)):
            return True
        return found.label == "noun" and _PRESENT.isdisjoint(self.words[slice(*sentence)])

    def _is_over(self, start: int, end: int) -> bool:
        """Tell whether a sentence, or one soon after, says that all went well."""
        return self._has("over", start, self._soon_after(end))

    def _has(self, label: str, first: int, last: int) -> bool:
        return any(first <= found.first < last for found in self.by_label.get(label, ()))

    def _is_denied(self, found: Match, clause: tuple[int, int]) -> bool:
        return any(self._denies(span, found.own, clause) for span in found.spans)

    def _denies(self, span: tuple[int, int], own: frozenset[str], clause: tuple[int, int]) -> bool:
        """Tell whether a denial reaches a part: from inside, from just before, over a list, or from after."""
        last = span[1]
        # "douleur thoracique : non" is denied across its colon.
        end = clause[1] if self.words[last : last + 1] != (":",) else last + _AFTER
        if any(last <= one.first < min(end, last + _AFTER) for one in self.by_label.get("after", ())):
            return True
        return any(
            self._negates(one, span, own, reach)
            for label, reach in (("close", _CLOSE), ("far", _FAR))
            for one in self.by_label.get(label, ())
            if clause[0] <= one.first < last and one.first not in self._free
        )

    def _negates(self, one: Match, span: tuple[int, int], own: frozenset[str], reach: int) -> bool:
        """Tell whether a denial within a part is none of its words, or one before it reaches it."""
        first, _ = span
        if one.last > first:
            return own.isdisjoint(self.words[max(one.first, first) : one.last])
        return first - reach <= one.last and self._reaches(one.last, first)

    def _reaches(self, start: int, first: int) -> bool:
        """Tell whether nobody begins to speak anew between a denial and what follows."""
        return _SPEAKERS.isdisjoint(self.words[start : first + 1])

    def _sentence(self, found: Match) -> tuple[int, int]:
        start, end = found.first, found.last
        while start > found.first - _LONGEST_SENTENCE and start > 0 and self.words[start - 1] not in _ENDS:
            start -= 1
        while end < min(len(self.words), found.last + _LONGEST_SENTENCE) and self.words[end - 1] not in _ENDS:
            end += 1
        return start, end

    def _soon_after(self, end: int) -> int:
        """Return where the sentences end that may still say how it ended."""
        last = min(len(self.words), end + _LONGEST_SENTENCE)
        ends = (place + 1 for place in range(end, last) if self.words[place] in _ENDS)
        return next(islice(ends, _TELL_THE_END - 1, None), last)

    def _clause(self, found: Match) -> tuple[int, int]:
        start, end = found.first, found.last
        while start > max(0, found.first - _LONGEST_SENTENCE) and not self._breaks(start - 1):
            start -= 1
        while end < min(len(self.words), found.last + _LONGEST_SENTENCE) and not self._breaks(end):
            end += 1
        return start, end

    def _breaks(self, place: int) -> bool:
        word = self.words[place]
        if word in _ENDS or word in _BREAKS:
            return True
        return word in _JOINS and place + 1 < len(self.words) and self.words[place + 1] in _SUBJECTS
