"""What is seen of each word before it is weighed: the word, what lists know of it, its neighbours, what stands between.

What is seen comes in parts, each a tuple; words and their neighbours come back all the time, so that what a part
weighs is worked out once. ``tools/train_tagger.py``, which learns the weights, sees through the same eyes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.lexicons.fields import Field
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toctoc.privacy.rules.reading import Reading, Token

Part = tuple[str | int, ...]

# Stands for what is before the first word and behind the last.
EDGE = "^"
# How many words before and behind are seen.
BEFORE, BEHIND = 5, 3
# These are seen by their place too.
_PLACED = (-3, -2, -1, 1, 2)
FIGURE, SMALL = "0", "l"
_SHAPES = {Shape.LOWER: SMALL, Shape.TITLE: "T", Shape.UPPER: "U", Shape.MIXED: "M", Shape.NUMBER: FIGURE}
_MOST_FIGURES, _MOST_LETTERS, _MOST_BETWEEN = 9, 12, 3
_MANY, _SOME, _BORNE, _FEW = 12, 8, 9, 5  # bearers, as the lexicon counts them
_FLAGS = (
    Field.MEDICAL,
    Field.EPONYM,
    Field.COUNTRY,
    Field.REGION,
    Field.INSTITUTION,
    Field.BRAND,
    Field.HOSPITAL,
    Field.CITY,
    Field.PEOPLE,
    Field.ACRONYM,
    Field.COMMUNE,
    Field.TOWN,
    Field.MONTH,
)


@dataclass(frozen=True, slots=True)
class Sight:
    """A text as it is weighed: for each token its word, shape and class; what stands before each, and behind all."""

    language: str
    tokens: tuple[Token, ...]
    words: list[str]
    shapes: list[str]
    classes: list[str]
    between: list[str]


def sight(reading: Reading) -> Sight:
    """Return what is seen of a text."""
    tokens, language = reading.tokens, reading.language
    edges = [0, *(token.end for token in tokens)]
    starts = [*(token.start for token in tokens), len(reading.text)]
    return Sight(
        language,
        tokens,
        [word_of(token) for token in tokens],
        [_SHAPES[token.shape] for token in tokens],
        [class_of(token.key, token.shape, language, len(token.text)) for token in tokens],
        [_gap(reading.text[end:start]) for end, start in zip(edges, starts, strict=True)],
    )


def word_of(token: Token) -> str:
    """Return a word as its neighbours see it: its key; of figures, how many they are."""
    return FIGURE * min(len(token.text), _MOST_FIGURES) if token.shape is Shape.NUMBER else token.key


@lru_cache(maxsize=8_192)
def class_of(key: str, shape: Shape, language: str, length: int) -> str:
    """Return what kind of word it is, in a few letters: its shape, what names and words lists hold it, how often."""
    if shape is Shape.NUMBER:
        return f"0{min(length, _MOST_FIGURES)}"
    known = lexicon().known(key)
    first, last = Field.FIRST_NAME.read(known), Field.SURNAME.read(known)
    usual = (Field.WORD if language == "fr" else Field.ENGLISH).read(known)
    borne = ("F" if first >= _MANY else "f" if first >= _SOME else "") + (
        "S" if last >= _BORNE else "s" if last >= _FEW else ""
    )
    said = borne + (f"w{usual // 3}" if usual else "")
    medical = bool(Field.MEDICAL.read(known))
    if said:
        said += "m" * medical
    else:
        said = "m" if medical else "x" if any(slot.read(known) for slot in _FLAGS) else "?"
    if Field.EPONYM.read(known):
        said += "e"
    if Field.COMMUNE.read(known) or Field.TOWN.read(known) or Field.CITY.read(known):
        said += "o"
    return _SHAPES[shape] + said


def _gap(between: str) -> str:
    if "\n" in between:
        return "\n" + between.strip()[-1:]
    between = between.replace("\u00a0", " ")
    return between if len(between) <= _MOST_BETWEEN else f"{between[:2]}…{between[-1]}"


def parts(seen: Sight, at: int) -> Iterator[Part]:
    """Yield all that is seen of the word at ``at``."""
    yield from close(seen, at)
    for far in range(1, BEFORE + 1):
        yield behind_it(seen.words[at - far] if far <= at else EDGE)
    for far in range(1, BEHIND + 1):
        yield before_it(seen.words[at + far] if at + far < len(seen.words) else EDGE)


def behind_it(word: str) -> Part:
    """Return that ``word`` stands somewhere before the one that is weighed."""
    return ("bag", "n", word)


def before_it(word: str) -> Part:
    """Return that ``word`` stands somewhere behind the one that is weighed."""
    return ("bag", "N", word)


def close(seen: Sight, at: int) -> Iterator[Part]:
    """Yield what is seen of a word itself and of its place; not the words around it whose place does not count."""
    token, shape, kind = seen.tokens[at], seen.shapes[at], seen.classes[at]
    words, classes, last = seen.words, seen.classes, len(seen.words) - 1
    yield ("own", token.text, token.key, shape, kind, int(token.opens), seen.language)
    for far in _PLACED:
        yield ("at", far, words[at + far] if 0 <= at + far <= last else EDGE)
    before = classes[at - 1] if at else EDGE
    yield ("kinds", before, kind, classes[at + 1] if at < last else EDGE)
    yield ("before", classes[at - 2] if at > 1 else EDGE, before, shape)
    yield ("gaps", seen.between[at], seen.between[at + 1], shape, kind)


def traits(part: Part) -> list[str]:
    """Return the traits that a part holds: each has a weight."""
    name, *rest = part
    return _TRAITS[str(name)](*rest)


def _own(text: str, key: str, shape: str, kind: str, place: int, language: str) -> list[str]:
    known = 0 if shape == FIGURE else lexicon().known(key)
    first, last = Field.FIRST_NAME.read(known), Field.SURNAME.read(known)
    word, english = Field.WORD.read(known), Field.ENGLISH.read(known)
    lists = "".join(str(int(bool(slot.read(known)))) for slot in _FLAGS)
    return [
        f"w{FIGURE * min(len(text), _MOST_FIGURES) if shape == FIGURE else key}{shape}",
        f"c{kind}",
        f"c{kind}{place}",
        f"sh{shape}{place}{min(len(text), _MOST_LETTERS)}",
        f"f{first}",
        f"s{last}",
        f"v{word}",
        f"e{english}",
        f"g{lists}",
        f"wf{max(word, english if language == 'en' else 0)},{max(first, last)}",
        f"p3{key[:3]}{shape}",
        f"x3{key[-3:]}{shape}",
        f"x2{key[-2:]}{shape}",
        f"x4{key[-4:]}",
        f"L{language}{shape}",
    ]


def _at(far: int, word: str) -> list[str]:
    return [f"at{far}{word}"]


def _bag(side: str, word: str) -> list[str]:
    return [side + word]


def _kinds(before: str, kind: str, behind: str) -> list[str]:
    return [f"Cc{before}/{kind}", f"cC{kind}/{behind}", f"CcC{before}/{kind}/{behind}"]


def _before(second: str, first: str, shape: str) -> list[str]:
    return [f"CC{second}/{first}/{shape}"]


def _gaps(before: str, behind: str, shape: str, kind: str) -> list[str]:
    return [
        f"l{before}",
        f"r{behind}",
        f"lr{before}/{behind}{shape}",
        f"lc{before}/{kind}",
        f"rc{behind}/{kind}",
    ]


_TRAITS: dict[str, Callable[..., list[str]]] = {
    "own": _own,
    "at": _at,
    "bag": _bag,
    "kinds": _kinds,
    "before": _before,
    "gaps": _gaps,
}
