"""What explains a word: a list that knows it, its place in the sentence, its neighbours."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.names import cues
from toctoc.privacy.rules.detectors.names.candidate import ARTICLES
from toctoc.privacy.rules.detectors.names.plausible import is_unknown
from toctoc.privacy.rules.detectors.names.words import next_to
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from toctoc.privacy.rules.detectors.names.known import Known
    from toctoc.privacy.rules.detectors.names.words import Form, Word

_ACRONYM, _SHORTEST = 5, 3
_LONGEST = 9  # letters of a name in lower case: longer words in no list are mostly medicine
# Bearers, as 1 + log2: a first name of 2,000 people, of 250; one of 16,000 is likelier than a place without "à".
_MANY, _SOME, _FEW, _USUAL = 12, 9, 6, 15
_RARE = 4  # how common a word is that one seldom reads
_LIKELIER = -2
_NET = cues.words("doi pmid pmcid isbn url http https www fedivers fediverse arobase hashtag toctoc")
_STRUCTURAL = cues.FUNCTION | cues.TITLES | cues.MONTHS_AND_DAYS | cues.FEASTS | cues.SHORT_FORMS
_KNOWN = _NET | _STRUCTURAL | cues.NEVER | cues.ACTS
_AT_PLACES = cues.words("a en vers sur in at dans to from au aux du de d")
_GLUE = frozenset({"'", "’", "-", ".", "@", "/", "_", "://"})
_PARTICIPLES = ("é", "ée", "és", "ées")


@lru_cache(maxsize=8_192)
def is_quiet(word: Form) -> bool:
    """Tell whether a word is explained wherever it stands: a figure, and most words in lower case."""
    if word.shape is Shape.NUMBER:
        return True
    if word.shape is not Shape.LOWER:
        return False
    if len(word.text) == 1 or word.key in _KNOWN or _is_of_a_list(word.known):
        return True
    return not word.nickname and (_is_no_name(word) or not _is_odd_small(word))


def is_explained(words: list[Word], place: int) -> bool:
    """Tell whether a list, the place in the sentence or the neighbours explain a word."""
    word = words[place]
    if len(word.text) == 1 or word.key in _STRUCTURAL or _announces(words, place) or _is_listed(words, place):
        return True
    if _is_amid(words, place):  # "le tube de Boulanger", "la cadre Toupet"
        return False
    if word.key in _KNOWN:
        return True
    if word.shape is Shape.LOWER:
        return not word.nickname and _is_explained_small(words, place)
    return _is_explained_large(word) if word.shape is Shape.UPPER else _is_explained_capital(words, place)


def _announces(words: list[Word], place: int) -> bool:
    """Tell whether a kin word or a role stands before a name: "Cousin Gaby", "Mari Edmond"."""
    word, following = words[place], next_to(words, place)
    if word.key not in cues.ANNOUNCING or following is None:
        return False
    return following.spaced and following.capital


def _is_amid(words: list[Word], place: int) -> bool:
    """Tell whether a capital within a sentence, of a word that is a name too, is the only one around."""
    word = words[place]
    if word.shape is not Shape.TITLE or word.opens or word.known.borne < _FEW:
        return False
    return not _is_among_capitals(words, place)


def _is_explained_capital(words: list[Word], place: int) -> bool:
    """Tell whether a word with a first capital, or with some within, is no name."""
    word = words[place]
    if word.shape is Shape.MIXED:  # "qPCR", "CoV"; not "McBride"
        return word.known.borne == 0 and (len(word.text) <= _ACRONYM or not word.capital)
    if not _is_word(word) or _is_likelier_name(word.known):
        return False
    if not word.opens:
        return word.known.borne < _SOME
    return not _is_rare(word.known) or not (word.known.borne >= _FEW or _acts(words, place))


def _is_rare(known: Known) -> bool:
    return max(known.word, known.english) < _RARE


def _acts(words: list[Word], place: int) -> bool:
    following = next_to(words, place)
    return following is not None and following.key in cues.LIVELY


def _is_among_capitals(words: list[Word], place: int) -> bool:
    """Tell whether words around it that are ordinary have capitals too, as in a heading: "Le Bon Usage"."""
    beside = words[max(0, place - 2) : place] + words[place + 1 : place + 3]
    return any(word.capital and word.ordinary and not word.opens and len(word.text) > _SHORTEST for word in beside)


def _is_listed(words: list[Word], place: int) -> bool:
    """Tell whether a list explains it: a body, a people, a word of medicine that few are named after, a country."""
    known = words[place].known
    if _is_of_a_list(known):
        return True
    return known.place and (known.first < _USUAL or (place > 0 and words[place - 1].key in _AT_PLACES))


def _is_of_a_list(known: Known) -> bool:
    return known.borne < _MANY and (known.brand or known.people or known.institution or known.medical)


def _is_explained_small(words: list[Word], place: int) -> bool:
    """Tell whether a word in lower case is one of a list of words, or too rare a name to be one."""
    word, following = words[place], next_to(words, place)
    if _is_no_name(word) or word.gap in _GLUE or (following is not None and following.gap in _GLUE):
        return True
    if _is_word(word) and place > 0 and words[place - 1].key in ARTICLES:
        return True
    return not _is_odd_small(word)


def _is_no_name(word: Form) -> bool:
    """Tell whether a word in lower case is too short for a name, announces others, or is a disease."""
    if len(word.text) < _SHORTEST or word.key in cues.ANNOUNCING:
        return True
    return word.known.eponym and word.known.first < _USUAL


def _is_odd_small(word: Form) -> bool:
    """Tell whether a word in lower case is likelier a name than a word, or in no list and of a name's length."""
    known = word.known
    if _is_word(word):
        return _is_likelier_name(known) and not word.text.endswith(_PARTICIPLES)
    if known.medical or known.eponym or known.brand:
        return False
    return len(word.text) <= _LONGEST and is_unknown(word)


def _is_explained_large(word: Word) -> bool:
    """Tell whether a word in capitals is an acronym or an ordinary word rather than a name."""
    if len(word.text) <= _ACRONYM:
        return (word.known.borne < _FEW or _is_word(word)) and not word.nickname
    return _is_word(word) and not _is_likelier_name(word.known)


def _is_word(word: Form) -> bool:
    return word.known.word > 0 or word.known.english > 0


def _is_likelier_name(known: Known) -> bool:
    """Tell whether an ordinary word is about as usual a first name."""
    common = max(known.word, known.english)
    if known.first >= _MANY and known.first - 3 * common >= _LIKELIER:
        return True
    return known.first >= _SOME and known.first - 2 * common >= -_LIKELIER
