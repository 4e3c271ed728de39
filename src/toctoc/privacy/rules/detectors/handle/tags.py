"""Names in hashtags: ``#julien_dupont``, ``#JulienDupont``, ``#juliendupont``; not ``#MaladieDeCrohn``."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.lexicons import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = lazy(r"(?<![\w&/#])#(?P<tag>[^\W\d_][\w\-]{3,60})")
# "JulienDupont", "DUPONT_Julien", "SOSMarie": words that start with a capital, or all of capitals.
_WORD = lazy(r"[A-ZÀ-Þ]?[a-zß-ÿ]+|[A-ZÀ-Þ]+(?![a-zß-ÿ])|[A-ZÀ-Þ]")
_TITLES = frozenset(("dr", "docteur", "pr", "prof", "professeur", "mme", "mlle", "monsieur", "madame"))
# A name behind these is that of a disease, a place or a day.
_THINGS = (
    "maladie syndrome signe score test saint sainte st ste hopital clinique chu rue prix institut centre fondation"
    " ligue effet methode noel paques disease university hospital lycee college ecole"
)
_OF_THINGS = frozenset(_THINGS.split())
_SMALL = frozenset(("de", "du", "des", "d", "la", "le", "of", "the"))
# Weights of the lexicon: of one first name in a thousand, and of words that hardly anybody writes.
_FIRST_NAME, _SURE_FIRST_NAME, _SURNAME, _SELDOM, _SELDOM_ENGLISH = 8, 11, 7, 2, 3
# Borne by so many that they are seen within a word, and as first names whatever else they mean.
_USUAL_NAME, _USUAL_SURNAME = 16, 8
_SHORTEST, _SHORTEST_PART = 7, 3


def tags(text: str) -> Iterator[tuple[int, int]]:
    """Yield the hashtags of a text, as it was typed, that are made of a name; the sign itself stays."""
    if "#" in text:
        for match in _TAG.finditer(text):
            words = [key(word) for word in _WORD.findall(match["tag"])]
            if _names_somebody(words):
                yield match.span("tag")


def _names_somebody(words: list[str]) -> bool:
    if not words or lexicon().hospital(" ".join(words)):
        return False
    if len(words) == 1:
        return _is_two_names(words[0])
    said = [word for word in words if word not in _SMALL]
    return any(_is_a_pair(one, other) for one, other in pairwise(said)) or any(
        _is_surely_first(word) and not _OF_THINGS.intersection(said[:place]) for place, word in enumerate(said)
    )


def _is_a_pair(one: str, other: str) -> bool:
    """Tell whether two words are a title and a name, or a first name and a surname in either order."""
    if one in _TITLES:
        return _is_rare(other)
    return (_is_first(one) and _may_follow(other)) or (_may_be_surname(one) and _is_first(other))


def _is_first(word: str) -> bool:
    weight = lexicon().first_name(word)
    return weight >= _USUAL_NAME or (weight >= _FIRST_NAME and not _is_of_things(word))


def _is_surely_first(word: str) -> bool:
    known = lexicon()
    is_one = known.first_name(word) >= _SURE_FIRST_NAME and not known.eponym(word) and not known.communes(word)
    return is_one and _is_rare(word)


def _may_follow(word: str) -> bool:
    """Tell whether a word behind a first name is a surname, an initial, or no word at all."""
    if len(word) < _SHORTEST_PART:
        return len(word) == 1
    return _may_be_surname(word) or (_is_rare(word) and not lexicon().eponym(word))


def _may_be_surname(word: str) -> bool:
    return lexicon().surname(word) >= _SURNAME and _is_rare(word)


def _is_rare(word: str) -> bool:
    """Tell whether a word is none that people write for what it means."""
    known = lexicon()
    return known.word(word) <= _SELDOM and known.english(word) <= _SELDOM_ENGLISH and not _is_of_things(word)


def _is_of_things(word: str) -> bool:
    known = lexicon()
    is_named = known.medical(word) or known.country(word) or known.brand(word) or known.month(word) > 0
    return is_named or word in _OF_THINGS


def _is_two_names(word: str) -> bool:
    """Tell whether a word that nobody knows is a first name and a surname at once."""
    if len(word) < _SHORTEST or lexicon().known(word):
        return False
    parts = ((word[:place], word[place:]) for place in range(_SHORTEST_PART + 1, len(word) - _SHORTEST_PART + 1))
    return any(
        _is_surely_first(one) or lexicon().first_name(one) >= _USUAL_NAME for one, other in parts if _is_borne(other)
    )


def _is_borne(word: str) -> bool:
    return lexicon().surname(word) >= _USUAL_SURNAME and _is_rare(word)
