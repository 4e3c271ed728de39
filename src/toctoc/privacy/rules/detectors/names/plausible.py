"""Which words may be a name at all, and which may where something announces one."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.names import cues
from toctoc.privacy.rules.detectors.names.known import known_of
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from toctoc.privacy.rules.detectors.names.known import Known
    from toctoc.privacy.rules.detectors.names.words import Form, Word

# Names in lower case need as many bearers (1 + log2), so that a slip of the pen is not taken for one.
SOME, MANY = 6, 9
_OFTEN = 12  # a first name of 2,000 people
_RARE, _FULL = 4, 11  # a word rarer than this that 1,000 heads of companies are called
_SHORT = 3
_COMMON = 5  # how common an ordinary word is that no nickname is
_VOWELS = frozenset("aeiouy")
_ELIDED = frozenset("dljmtscn")
_PARTICIPLES = ("é", "ée", "és", "ées")
# What stands right before a word that is told to be a name.
_TELLERS = {phrase[-1] for phrase in cues.TELLING | cues.SAYING} | cues.GREETINGS


class Standing(Enum):
    """What it takes for a word to begin a name."""

    NEVER = auto()
    TITLED = auto()  # a title before it: an article, an ordinary word in lower case
    TOLD = auto()  # the same, or "je m’appelle", "bonjour": a rarer word in lower case
    OPEN = auto()  # its neighbours tell


def standing(word: Form) -> Standing:
    """Return what it takes for a word to begin a name, so that most words of a text need no second look."""
    if word.shape is Shape.NUMBER or word.key in cues.NEVER:
        return Standing.NEVER
    if word.shape is not Shape.LOWER:
        return Standing.OPEN
    if word.is_part:
        return Standing.TITLED
    if not is_of_a_language(word.known) or is_small_name(word) or word.nickname or _may_name_any(word):
        return Standing.OPEN
    return Standing.TOLD if may_be_nickname(word) else Standing.TITLED


def _may_name_any(word: Form) -> bool:
    return any(may_name(word, bearers) for bearers in (1, SOME, MANY))


def suits(word: Word, before: Word | None) -> bool:
    """Tell whether a word may begin a name after ``before``."""
    if word.standing is Standing.OPEN:
        return True
    if before is None or word.standing is Standing.NEVER:
        return False
    return before.key in cues.TITLES or (word.standing is Standing.TOLD and before.key in _TELLERS)


def is_of_a_language(known: Known) -> bool:
    """Tell whether it is a word of French, of English or of medicine."""
    return known.ordinary or known.english > 0 or known.medical


def is_small_name(word: Form) -> bool:
    """Tell whether a word in lower case is a first name: no word of French or English, or one of many bearers."""
    known = word.known
    if word.shape is not Shape.LOWER or word.key in cues.ANNOUNCING:
        return False
    if word.nickname:
        return True
    if known.first < MANY or (known.medical and not known.word):
        return False
    return known.first >= _OFTEN or not known.english or known.word > 0


def is_in_no_list(word: Form) -> bool:
    """Tell whether a word in lower case, three letters or more, is none of French, English or medicine."""
    return word.shape is Shape.LOWER and len(word.text) >= _SHORT and not is_of_a_language(word.known)


def may_name(word: Form, bearers: int) -> bool:
    """Tell whether a word after a cue may be a name: a capital, or enough bearers and not an ordinary word."""
    if word.key in cues.NEVER or word.key in cues.TITLES or is_function(word):
        return False
    return word.capital or _may_name_small(word, bearers)


def _may_name_small(word: Form, bearers: int) -> bool:
    known = word.known
    if word.shape is not Shape.LOWER or len(word.text) < _SHORT or word.key in cues.ANNOUNCING:
        return False
    if not known.ordinary and not known.medical:
        return known.borne >= bearers
    if bearers >= SOME and _is_rare_word_of_many(known):
        return True
    return known.first - 2 * known.word >= SOME - 2 and not _is_participle(word)


def _is_rare_word_of_many(known: Known) -> bool:
    return known.ordinary and known.word < _RARE and known.surname >= _FULL


def _is_participle(word: Form) -> bool:
    return word.known.word >= _COMMON and word.text.endswith(_PARTICIPLES)


def may_call(word: Form, before: Form, bearers: int) -> bool:
    """Tell whether a word after a kin word or a role may be a name; in a line of capitals, as if in lower case."""
    if word.shape is Shape.UPPER and before.shape is Shape.UPPER:
        return may_name(word, bearers) and word.known.borne >= bearers and not word.plain
    return may_name(word, bearers)


def is_function(word: Form) -> bool:
    """Tell whether it is an article, a pronoun and the like, and no initial."""
    return word.key in cues.FUNCTION and not word.initial


def may_be_nickname(word: Form) -> bool:
    """Tell whether a word in lower case that gives a name may be a nickname: "momo", "titi"."""
    if word.shape is not Shape.LOWER or len(word.text) < _SHORT or word.key in cues.TITLES | cues.KIN:
        return False
    return word.known.word < _COMMON


def is_unknown(word: Form) -> bool:
    """Tell whether a word in lower case is in no list of words."""
    if not is_in_no_list(word) or word.key in cues.ANNOUNCING or word.known.brand:
        return False
    if not _VOWELS & set(word.key):  # "bcp", "svp"
        return False
    rest = known_of(word.key[1:], "fr")  # "davance", "lendometriose"
    return not (word.key[0] in _ELIDED and (rest.word or rest.medical))
