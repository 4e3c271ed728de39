"""An age behind a name alone: "Morag Petrie, 94, fell", "Chalky is 102", "Gladys (93)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.age.written import OLD, SAID_AGE
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.lexicons import lexicon

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from toctoc.privacy.rules.reading import Reading

# Over the text as it was typed: capitals make the name.
_NAMED = lazy(
    r"(?<![\w’'-])(?P<name>[A-ZÀ-Ý][\w’'-]{1,20}(?: [A-ZÀ-Ý][\w’'.-]{0,20}){0,3})(?P<link>, | \(|"
    r" (?:is|was|turned|turns|a|avait|aura|fait|a eu|fête|fêtait|a fêté) (?:now |only |already |déjà |ses )?)"
    rf"(?P<age>{OLD}|{SAID_AGE})(?=\s?[,;!?)\n]| //|\s?\.(?!\d)|\s?$"
    r"|\s(?:and|but|on|et|mais|hier|demain|last|this|next|today|cette|who|qui|lives?|vit)(?!\w))"
)
_PIECE = lazy(r"[^\W\d_]{2,}")
# Weights of the lexicon: names of some hundreds of people, words that few write.
_BORNE, _KNOWN, _SELDOM = 8, 4, 3
_SHORTEST = 4


def beside_names(reading: Reading, is_old: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Yield the spans, in ``reading.text``, of ages that stand behind a name and nothing that measures."""
    for match in _NAMED.finditer(reading.text):
        if is_old(match["age"]) and _is_of_a_person(match):
            yield match.span("age")


def _is_of_a_person(match: re.Match[str]) -> bool:
    words = [key(word) for word in _PIECE.findall(match["name"])]
    if not words or _is_of_care(words[-1]):
        return False
    if match["link"].endswith("("):  # "Paris (94)", "Durand (98)": a department, a year of a reference
        return any(map(_is_first_name, words))
    if match["link"] == ", ":  # "(Durand, 98 ; Petit, 101)" are references
        return _is_told_on(match) and (any(map(_is_name, words)) or _is_unheard_of(match, words))
    return any(map(_may_be_name, words))


def _is_told_on(match: re.Match[str]) -> bool:
    """Tell whether the sentence goes on about somebody: "Stan, 91, fell", "Stan, 91 next birthday"."""
    return match.string.startswith((",", " next birthday", " //"), match.end())


def _is_unheard_of(match: re.Match[str], words: list[str]) -> bool:
    """Tell whether no list holds the last word, and no bracket makes it an author: "Frenchie, 94, once landlady"."""
    if match.string[match.start() - 1 : match.start()] == "(" or len(words[-1]) < _SHORTEST:
        return False
    return not (lexicon().known(words[-1]) or lexicon().communes(words[-1]))


def _is_first_name(word: str) -> bool:
    return lexicon().first_name(word) >= _BORNE


def _is_name(word: str) -> bool:
    return _is_borne(word) and (_is_first_name(word) or not lexicon().communes(word))


def _may_be_name(word: str) -> bool:
    return len(word) >= _SHORTEST and (_is_borne(word) or not lexicon().known(word))


def _is_of_care(word: str) -> bool:
    known = lexicon()
    return known.medical(word) or known.word(word) > _SELDOM or known.english(word) > _SELDOM


def _is_borne(word: str) -> bool:
    known = lexicon()
    return known.first_name(word) >= _KNOWN or known.surname(word) >= _KNOWN
