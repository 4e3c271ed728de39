"""Words that may be a name, with all that rules ask about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.names import cues
from toctoc.privacy.rules.detectors.names.cues import Cue
from toctoc.privacy.rules.detectors.names.words import next_to
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from collections.abc import Callable

    from toctoc.privacy.rules.detectors.names.words import Word

# Bearers, as 1 + log2 (see lexicons): a first name of 2,000 people, of 250, of 30.
MANY, SOME, FEW = 12, 9, 6
# After these, a disease or an ordinary word is a name all the same.
SURE = frozenset({Cue.TITLE, Cue.FIELD, Cue.TOLD, Cue.CHILD})
# These say little: a capital at a start still says nothing after them.
LOOSE = frozenset({None, Cue.BESIDE, Cue.AT})
ARTICLES = cues.words(
    """le la les l un une des du ce cet cette ces au aux the a an this these those mon ma mes ton ta tes son sa ses
    notre nos votre vos leur leurs my your his her our their"""
)
_JOINING = cues.words("que qu et quand si mais puis comme car or and that when if but because alors donc then so")
_AROUND, _ACRONYM = 3, 4
_REST = 40
# How many bear a first name, or how much commoner it is as a name than as a word, and what that weighs.
_BORNE, _BORNE_SMALL = ((SOME, 5), (FEW, 2), (0, 1)), ((MANY, 5), (SOME, 4), (FEW, 2), (0, 1))
_MARGIN, _MARGIN_SMALL = ((7, 5), (4, 4), (-2, 2)), ((0, 1),)


@dataclass(eq=False)
class Candidate:
    """Words from ``start`` to ``end`` that may be a name, what announces them, and the text they stand in.

    ``span`` are its words; ``parts`` those that are neither particles nor initials, all when nothing else is left.
    ``before`` is the word before in the same sentence, ``after`` the one after when nothing but a space stands between,
    ``rest`` the text that follows as far as an age or a year reaches. ``loud``: its neighbours are in capitals too, so
    that capitals say nothing; ``shown``: its capital says something. ``weights`` are those of the rules asked so far.
    """

    text: str
    words: list[Word]
    start: int
    end: int
    cue: Cue | None
    head: Word = field(init=False)
    span: list[Word] = field(init=False)
    parts: list[Word] = field(init=False)
    before: Word | None = field(init=False)
    after: Word | None = field(init=False)
    rest: str = field(init=False)
    sure: bool = field(init=False)
    loud: bool = field(init=False)
    shown: bool = field(init=False)
    has_article: bool = field(init=False)
    weights: dict[str, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Gather once what most rules ask."""
        self.head = head = self.words[self.start]
        self.span = self.words[self.start : self.end]
        self.parts = [word for word in self.span if word.key not in cues.PARTICLES and len(word.text) > 1] or self.span
        self.before = None if head.opens or not self.start else self.words[self.start - 1]
        self.after = _spaced(next_to(self.words, self.end - 1))
        last = self.span[-1].end
        self.rest = self.text[last : last + _REST]
        self.sure = self.cue in SURE
        self.loud = head.shape is Shape.UPPER and self._is_among_capitals()
        self.shown = not self.loud and self._says_something()
        self.has_article = _is_article(self.before) and "," not in head.gap

    def _is_among_capitals(self) -> bool:
        around = self.words[max(0, self.start - _AROUND) : self.start] + self.words[self.end : self.end + _AROUND]
        return any(w.shape is Shape.UPPER and (w.ordinary or len(w.text) > _ACRONYM) for w in around)

    def _says_something(self) -> bool:
        """Tell whether it has a capital that is more than that of a start, or of an acronym."""
        if not self.head.capital:
            return False
        large = self.head.shape is Shape.UPPER and len(self.head.text) > _ACRONYM
        return large or self.cue not in LOOSE or not self.head.opens

    @property
    def whole(self) -> str:
        """The key of the whole name, as lists of compound names know it."""
        return " ".join(word.key for word in self.span)

    @property
    def stands_alone(self) -> bool:
        """Whether nothing that French puts before a noun stands before it."""
        return self.before is None or self.before.key in _JOINING or self.head.gap.strip() == ","

    @property
    def verb(self) -> str:
        """The word after it when it is what a person does, else nothing."""
        after = self.after
        if after is None or after.text == "à" or after.shape is not Shape.LOWER:
            return ""
        return after.key if after.key in cues.ACTS else ""


def _is_article(word: Word | None) -> bool:
    return word is not None and word.key in ARTICLES


def _spaced(word: Word | None) -> Word | None:
    return word if word is not None and word.spaced else None


def once(rule: Callable[[Candidate], int]) -> Callable[[Candidate], int]:
    """Make a rule that other rules ask too weigh each candidate once."""
    name = rule.__name__

    @wraps(rule)
    def weigh(candidate: Candidate) -> int:
        weight = candidate.weights.get(name)
        if weight is None:
            weight = candidate.weights[name] = rule(candidate)
        return weight

    return weigh


def _stepped(value: int, steps: tuple[tuple[int, int], ...]) -> int:
    """Return the weight of the first step that ``value`` reaches, or 0."""
    return next((weight for least, weight in steps if value >= least), 0)


def first_weight(word: Word, *, shown: bool) -> int:
    """Return how much a word speaks for being a first name; ``shown`` when its capital says something."""
    known = word.known
    if not known.first:
        return 0
    if not word.ordinary:
        return _stepped(known.first, _BORNE if word.capital else _BORNE_SMALL)
    margin = known.first - 3 * known.word
    if shown and margin < 0:
        return 3 if known.first >= MANY else 1
    return 5 if shown else _stepped(margin, _MARGIN if word.capital else _MARGIN_SMALL)


def surname_weight(word: Word, *, shown: bool) -> int:
    """Return how much a word speaks for being a surname; ``shown`` when its capital says something."""
    known = word.known
    if _is_hardly_surname(word, shown=shown):
        return int(known.surname >= FEW)
    if known.surname < FEW:
        return 1
    sure = word.capital and not word.ordinary
    if known.surname < SOME:
        return 4 if sure and shown and not known.eponym else 2
    return 5 if sure else 3 + (shown and known.surname >= MANY)


def _is_hardly_surname(word: Word, *, shown: bool) -> bool:
    """Tell whether it is rather an ordinary word, or one of medicine that few are named after."""
    return word.plain or (word.ordinary and not shown) or (word.known.medical and word.known.surname < FEW)
