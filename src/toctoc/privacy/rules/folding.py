"""Read a text as the eye does, remembering where each character came from.

People (and those who want to slip past a guard) write full-width digits, strike figures through, put zero-width
characters inside a number, or a Cyrillic letter inside a word. Folding undoes this so that a detector needs one
pattern, and keeps an index back. Words and letters that stand for figures are read by
:mod:`toctoc.privacy.rules.figures`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.lookalikes import AT_SIGNS, COUNTRIES, FLAGS, IN_SHAPES, SIGNS, TWINS

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

# What the eye does not see or reads through: format and control characters, lone surrogates, marks set on or around
# another character (a strike, a keycap). Precomposed letters keep their accent.
_UNSEEN = frozenset({"Cf", "Cc", "Cs", "Mn", "Me"})
# Fillers that Unicode calls letters.
_FILLERS = frozenset("\u115f\u1160\u2065\u3164\uffa0")
# What needs no folding: the signs and letters of French and its neighbours.
_UNUSUAL = lazy(r"[^\t\n\r -~°«»À-ÖØ-öø-ſ’‘“”€]")
_TWIN = lazy(f"[{''.join(TWINS)}]")
_FLAG = f"[{chr(FLAGS)}-{chr(FLAGS + 25)}]"
_IN_FLAGS = lazy(rf"{_FLAG}(?: ?{_FLAG}){{1,40}}")
# A character that stands for more (an Arabic formula for 18 letters) says nothing that a number or a name is made of.
_LONGEST_PLAIN = 4
_WORD = lazy(r"[^\W\d_]+")
_LATIN = lazy("[A-Za-zÀ-ɏ]")
# Of a long line with markup, so many characters on either side of it are read once more.
_AROUND = 400
# What a page does not show of a text: emphasis, code, the stroke before a sign, a link's target, all but one of
# several spaces. An underscore within a word is shown.
_NOT_SHOWN = lazy(
    r"[*`]|\\(?=[!-/:-@\[-`{-~\n])|(?<![^\W_])_+|_+(?![^\W_])|(?<=[ \t])[ \t]+"
    r"|\[(?=[^\[\]\n]*\]\()|\]\((?:[^()\n]|\([^()\n]*\))*\)"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` to look at, and where its character ``i`` stands in the text it was made from.

    ``origins[i]`` is where it starts, and ``ends[i]`` where it ends when it stands for more than one character.
    ``length`` is that of the text it was made from.
    """

    text: str
    origins: Sequence[int]
    length: int
    ends: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span, in the text this was made from, of a span that is not empty."""
        last = self.origins[end - 1] + 1 if self.ends is None else self.ends[end - 1]
        return self.origins[start], last


def same(text: str) -> Folded:
    """Return ``text`` as its own reading."""
    return Folded(text, range(len(text)), len(text))


def rewritten(text: str, edits: Iterable[tuple[int, int, str]]) -> Folded:
    """Return ``text`` with each ``(start, end, instead)`` carried out; edits are in order and do not overlap."""
    pieces: list[str] = []
    origins: list[int] = []
    ends: list[int] = []
    done = 0
    for start, end, instead in edits:
        pieces += (text[done:start], instead)
        origins.extend(range(done, start))
        ends.extend(range(done + 1, start + 1))
        origins.extend([start] * len(instead))
        ends.extend([end] * len(instead))
        done = end
    if not pieces:
        return same(text)
    pieces.append(text[done:])
    origins.extend(range(done, len(text)))
    ends.extend(range(done + 1, len(text) + 1))
    return Folded("".join(pieces), origins, len(text), ends)


def fold(text: str) -> Folded:
    """Return ``text`` without what is not seen, each unusual character as the plain one that the eye reads."""
    folded = rewritten(text, ((m.start(), m.end(), _read(m)) for m in _UNUSUAL.finditer(text)))
    if folded.ends is None:
        return folded
    seen = _IN_FLAGS.sub(_spelled, folded.text)
    if _TWIN.search(seen):
        seen = _WORD.sub(lambda word: _latin(word[0]), seen)
    return folded if seen == folded.text else Folded(seen, folded.origins, folded.length, folded.ends)


def shown(folded: Folded) -> Folded:
    """Return what a page shows of a folded text once its markup is rendered; the same object when nothing goes."""
    kept = rewritten(folded.text, ((m.start(), m.end(), "") for m in _NOT_SHOWN.finditer(folded.text)))
    return folded if kept.ends is None else composed(folded, kept)


def marked(folded: Folded) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a folded text that markup stands in: whole lines, or what is near in a long one."""
    text, start, end = folded.text, 0, 0
    for match in _NOT_SHOWN.finditer(text):
        if match.end() <= end:
            continue
        first = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _AROUND)
        last = text.find("\n", match.end(), match.end() + _AROUND)
        if first > end:
            if end:
                yield start, end
            start = first
        end = min(len(text), match.end() + _AROUND) if last < 0 else last
    if end:
        yield start, end


def composed(first: Folded, second: Folded) -> Folded:
    """Return ``second``, which was made from what ``first`` made, as made from the text of ``first``."""
    if second.ends is None:
        return first
    ends = [origin + 1 for origin in first.origins] if first.ends is None else first.ends
    return Folded(
        second.text, [first.origins[o] for o in second.origins], first.length, [ends[end - 1] for end in second.ends]
    )


def _latin(word: str) -> str:
    """Return a word in Latin letters when the only others in it are their twins; Greek and Russian words stay."""
    if not _LATIN.search(word) and not all(letter in TWINS for letter in word):
        return word
    return "".join(TWINS.get(letter, letter) for letter in word)


def _spelled(flags: re.Match[str]) -> str:
    """Return the letters of flags, when two that follow each other are no country's."""
    letters = "".join(chr(ord("A") + ord(flag) - FLAGS) if flag != " " else flag for flag in flags[0])
    pairs = [letters[place : place + 2] for word in letters.split() for place in range(0, len(word), 2)]
    return flags[0] if COUNTRIES.issuperset(pairs) else letters


def _read(unusual: re.Match[str]) -> str:
    """Return what the eye reads there."""
    if unusual[0] not in AT_SIGNS:
        return _plain(unusual[0])
    around = unusual.string[max(0, unusual.start() - 1) : unusual.end() + 1].replace(unusual[0], "", 1)
    is_apart = around == "  " or (len(around) == len("ab") and around.isascii() and around.isalnum())
    return "@" if is_apart else _plain(unusual[0])


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category in _UNSEEN or character in _FILLERS:
        return ""
    if category == "Nd":  # any script's digits
        return str(unicodedata.digit(character))
    if category in {"Zs", "Zl", "Zp"}:
        return " "
    if category == "Pd":
        return "-"
    return _usual(character, category)


def _usual(character: str, category: str) -> str:
    """Return the usual form of a letter, a figure or a sign that is none of the above; a fraction stays one sign."""
    plain = unicodedata.normalize("NFKC", character)
    if plain == character and category == "No":  # figures in discs, which have no plain form but a value
        return str(unicodedata.digit(character, character))
    if len(plain) > _LONGEST_PLAIN or not unicodedata.numeric(character, 0.0).is_integer():
        return character
    return SIGNS.get(plain) or IN_SHAPES.get(plain, plain)
