"""A text cut into words that may be names, each with what the lexicons know of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from toctoc.privacy.rules.detectors.names import cues
from toctoc.privacy.rules.detectors.names.known import known_of
from toctoc.privacy.rules.detectors.names.plausible import Standing, standing
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.detectors.names.known import Known
    from toctoc.privacy.rules.reading import Reading, Token

# Figures and signs that stand for letters where a scanner, or somebody who hides a name, wrote "DUP0NT" or "K3vin".
_READ_AS = str.maketrans("013458$€@!|", "oieasbseail")
_DISGUISED = lazy(r"(?<!\w)[^\W\d_]{1,20}(?:[013458$€@!|][^\W\d_]{1,20}){1,3}(?!\w)")
_HAS_DISGUISE = lazy(r"[^\W\d_][013458$€@!|][^\W\d_]")
# "D U P O N T", at least four letters.
_SPREAD = lazy(r"(?<!\w)[^\W\d_](?: [^\W\d_]){3,24}(?!\w)")
# "monsieurRobillard", "DrNoël": the title and the name without a space.
_GLUED = lazy(r"([Mm]onsieur|[Mm]adame|[Dd]octeur|Dr|Mme|Mr|Mlle|Pr|Dre)([A-ZÀ-ÖØ-Þ]\w{2,30})")
_GAP = 12
_SPACES = frozenset({" ", "  ", "   "})
_FEWEST_LETTERS = 4


@dataclass(slots=True, eq=False)
class Form:
    """A word as it is written, wherever it stands, and what is ``known`` of it.

    ``ordinary``, ``plain`` and ``nickname`` are those of :class:`~toctoc.privacy.rules.detectors.names.known.Known`.
    ``initial``: one capital letter. ``is_part``: a letter, an article or a particle, which only more words make a name.
    """

    text: str
    key: str
    shape: Shape
    known: Known
    capital: bool
    ordinary: bool
    plain: bool
    nickname: bool
    initial: bool
    is_part: bool


@dataclass(slots=True, eq=False)
class Word(Form):
    """A form at ``start`` to ``end``, the ``gap`` of characters before it, and what it takes to begin a name.

    ``form`` is what it is made of, the same for all such words: what depends on nothing else is looked up by it.
    ``spaced``: nothing but a space or two stand between it and the word before, on the same line.
    """

    start: int
    end: int
    opens: bool
    gap: str
    spaced: bool
    standing: Standing
    form: Form


_LATEST: WeakKeyDictionary[Reading, list[Word]] = WeakKeyDictionary()


def words_of(reading: Reading) -> list[Word]:
    """Return the words of a reading; made once for all detectors that ask."""
    words = _LATEST.get(reading)
    if words is None:
        words = _LATEST[reading] = list(_cut(reading))
    return words


def next_to(words: list[Word], place: int) -> Word | None:
    """Return the word after ``place``, or None."""
    return words[place + 1] if place + 1 < len(words) else None


def _cut(reading: Reading) -> Iterator[Word]:
    text, language, end = reading.text, reading.language, 0
    whole = _wholes(text)
    for token in reading.tokens:
        start = token.start
        if start < end:
            continue
        if token.shape is not Shape.MIXED and start not in whole:
            gap = text[end:start] if start - end <= _GAP else text[start - _GAP : start]
            yield _placed(_form(token.text, token.key, token.shape, language), start, gap, opens=token.opens)
            end = token.end
            continue
        for begin, written, word_key, shape in _pieces(token, whole):
            gap = text[max(end, begin - _GAP) : begin] or (" " if begin > start else "")
            yield _placed(_form(written, word_key, shape, language), begin, gap, opens=token.opens)
            end = begin + len(written)


@lru_cache(maxsize=8_192)
def _form(written: str, word_key: str, shape: Shape, language: str) -> tuple[Form, Standing]:
    """Return a word as it is written, and what it takes for it to begin a name."""
    known = known_of(word_key, language)
    inverted = shape is Shape.MIXED and len(written) >= _FEWEST_LETTERS and written[1:].isupper()
    capital = shape is not Shape.NUMBER and (written[0].isupper() or inverted)
    lone = len(written) == 1
    form = Form(
        text=written,
        key=word_key,
        shape=shape,
        known=known,
        capital=capital,
        ordinary=known.ordinary,
        plain=known.plain,
        nickname=known.nickname,
        initial=lone and capital,
        is_part=lone or word_key in cues.FUNCTION,
    )
    return form, standing(form)


def _placed(formed: tuple[Form, Standing], start: int, gap: str, *, opens: bool) -> Word:
    """Return a form where it stands; its facts are copied, which rules read far more often than texts are cut."""
    form, stands = formed
    return Word(
        form.text,
        form.key,
        form.shape,
        form.known,
        form.capital,
        form.ordinary,
        form.plain,
        form.nickname,
        form.initial,
        form.is_part,
        start,
        start + len(form.text),
        opens,
        gap,
        gap in _SPACES,
        stands,
        form,
    )


def _pieces(token: Token, whole: dict[int, tuple[str, str]]) -> Iterator[tuple[int, str, str, Shape]]:
    """Yield the words that begin with ``token``: itself, more tokens that are one word, or a title and a name."""
    if token.start in whole:
        written, word_key = whole[token.start]
        yield token.start, written, word_key, _shape_of(written)
        return
    if token.shape is Shape.MIXED and len(token.text) >= _FEWEST_LETTERS and token.text.replace("l", "I").isupper():
        large = token.text.replace("l", "I")  # "BEAUVOlS"
        yield token.start, token.text, key(large), Shape.UPPER
        return
    glued = _GLUED.fullmatch(token.text) if token.shape is Shape.MIXED else None
    if glued is None:
        yield token.start, token.text, token.key, token.shape
        return
    for part in (1, 2):
        yield token.start + glued.start(part), glued[part], key(glued[part]), _shape_of(glued[part])


def _wholes(text: str) -> dict[int, tuple[str, str]]:
    """Return, by where it starts, each disguised or spread name as written, with its key: those that lists hold."""
    found: dict[int, tuple[str, str]] = {}
    patterns = [_SPREAD] + ([_DISGUISED] if _HAS_DISGUISE.search(text) else [])
    for pattern in patterns:
        for match in pattern.finditer(text):
            word_key = key(match[0]).translate(_READ_AS).replace(" ", "")
            known = lexicon()
            if len(word_key) >= _FEWEST_LETTERS and (known.first_name(word_key) or known.surname(word_key)):
                found[match.start()] = (match[0], word_key)
    return found


def _shape_of(written: str) -> Shape:
    letters = "".join(c for c in written if c.isalpha())
    if letters.islower():
        return Shape.LOWER
    return Shape.UPPER if letters.isupper() else Shape.TITLE
