"""Capitals that no list of words explains and that stand where people are named, or that lists of names hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.names import cues
from toctoc.privacy.rules.detectors.names.candidate import ARTICLES, FEW, SOME
from toctoc.privacy.rules.detectors.names.words import next_to
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from toctoc.privacy.rules.detectors.names.known import Known
    from toctoc.privacy.rules.detectors.names.words import Word

_AFTER = 40
# What follows an author or a product: a year, "et al.", a mark, a figure, a bracket with a firm.
_CITED = lazy(
    r"(?: (?:et|and|&) [A-Z][\w-]{1,20})?,? ?(?:et al\b|et coll\b|\(?(?:19|20)\d\d)|®|™"
    r"| ?\[\d|[\d/+]|-[\dA-Z]|, [A-Z]\b"
)
_CAMEL = lazy(r"(?:Mc|Mac|De|Di|Da|Du|Le|La|Van|Von|Ben|El|Al|Fitz|O|N|M|D)[A-ZÀ-Þ][a-zà-ÿ]{2,20}")
_SHORTEST, _LARGE = 3, 5
# What stands before somebody who does something, or to whom something is done.
_BEFORE = cues.words(
    """par by avec with a de d pour for chez et and to que qu asked ask told saw thank thanks merci demande appelle vu
    vue adresse ne nee si dixit voir from of mon ma son sa ton ta my our"""
)
_HAILING = cues.GREETINGS | {"he"}
_NEVER = cues.FUNCTION | cues.TITLES | cues.NEVER | cues.MONTHS_AND_DAYS


def is_likely_name(text: str, words: list[Word], place: int) -> bool:
    """Tell whether an unexplained capital is a name rather than a product, a germ or an author."""
    word = words[place]
    if not _is_shaped(word) or _CITED.match(text, word.end, word.end + _AFTER):
        return False
    if _is_odd(word.known) or _has_article(words, place):
        return False
    if word.known.borne:
        return not word.plain and not _is_in_doubt(word)
    return not (word.ordinary or word.known.english) and (_acts(words, place) or _is_beside(words, place))


def _is_in_doubt(word: Word) -> bool:
    return word.opens and word.known.either


def _is_shaped(word: Word) -> bool:
    """Tell whether it is written as names are: "Boulanger", "BOULANGER", "McBride"."""
    if len(word.text) < _SHORTEST:
        return False
    return word.shape is Shape.TITLE or _is_surname(word) or _CAMEL.fullmatch(word.text) is not None


def _has_article(words: list[Word], place: int) -> bool:
    return place > 0 and words[place - 1].key in ARTICLES and not words[place].opens


def _acts(words: list[Word], place: int) -> bool:
    """Tell whether what people do follows: "Szczepa dort"."""
    after = next_to(words, place)
    return after is not None and after.spaced and after.shape is Shape.LOWER and after.key in cues.ACTS


def _is_beside(words: list[Word], place: int) -> bool:
    word = words[place]
    return place > 0 and not word.opens and word.spaced and words[place - 1].key in _BEFORE


def _is_odd(known: Known) -> bool:
    """Tell whether it is a people, a body, or what few bear: a word of medicine, a disease, a place, a brand."""
    listed = known.medical or known.eponym or known.place or known.brand
    return known.people or known.institution or (listed and known.borne < SOME)


def _is_surname(word: Word) -> bool:
    """Tell whether it is a surname in capitals: six letters and more, borne by some, and no word."""
    known = word.known
    if word.shape is not Shape.UPPER or len(word.text) < _LARGE or word.ordinary:
        return False
    return known.borne >= FEW and not (known.medical or known.english)


def stands_as_name(words: list[Word], place: int, named: set[int]) -> bool:
    """Tell whether a capital stands where a person is named, whatever lists say of the word."""
    word = words[place]
    if word.shape is not Shape.TITLE or word.key in _NEVER:
        return False
    if len(word.text) >= _SHORTEST and place and (_is_greeted(words, place) or _is_joined(words, place, named)):
        return True
    return _is_household(words, place) or _does(words, place)


def _is_greeted(words: list[Word], place: int) -> bool:
    """Tell whether a capital follows a greeting: "Hé Seb", "Bonsoir Dom"; not "Merci Docteur"."""
    word, before = words[place], words[place - 1]
    if not before.opens or before.key not in _HAILING or word.key in cues.ANNOUNCING:
        return False
    return word.spaced or (word.gap == ", " and not word.plain)


def _is_household(words: list[Word], place: int) -> bool:
    """Tell whether "les" stands before a surname: "Les Szymanski"."""
    word = words[place]
    if not place or not word.spaced or words[place - 1].key != "les":
        return False
    odd = _is_elsewhere(word.known) or word.known.medical or word.known.brand
    return word.known.surname >= FEW and not word.ordinary and not odd


def _is_elsewhere(known: Known) -> bool:
    """Tell whether it is a people, a body or a place."""
    return known.people or known.institution or known.place


def _does(words: list[Word], place: int) -> bool:
    """Tell whether an ordinary word with a capital within a sentence does something: "Dufour dort, Petit attend"."""
    word, after = words[place], next_to(words, place)
    if word.opens or word.known.borne < SOME or after is None or not after.spaced:
        return False
    if after.shape is not Shape.LOWER or after.key not in cues.LIVELY or _has_article(words, place):
        return False
    return not _is_elsewhere(word.known) and (not word.known.medical or word.known.word > 0)


def _is_joined(words: list[Word], place: int, named: set[int]) -> bool:
    """Tell whether "et" or a comma joins a capital to somebody who is named: "Sam et Ficelle"."""
    word, following = words[place], next_to(words, place)
    if word.gap in {", ", "/"}:
        return place - 1 in named
    if following is not None and following.key in {"et", "and"} and place + 2 in named:
        return True
    return word.spaced and words[place - 1].key in {"et", "and", "ou", "or"} and place - 2 in named
